<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
  <context>
    <name>desktop_agent</name>
    <message numerus="yes">
      <source>%n character(s) left</source>
      <translation>
        <numerusform>%n character left</numerusform>
        <numerusform>%n characters left</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n character(s) too many</source>
      <translation>
        <numerusform>%n character too many</numerusform>
        <numerusform>%n characters too many</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n day(s) after they are done</source>
      <translation>
        <numerusform>%n day after they are done</numerusform>
        <numerusform>%n days after they are done</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n earlier ticket(s)</source>
      <translation>
        <numerusform>%n earlier ticket</numerusform>
        <numerusform>%n earlier tickets</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n need a decision</source>
      <translation>
        <numerusform>%n needs a decision</numerusform>
        <numerusform>%n need a decision</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n new</source>
      <translation>
        <numerusform>%n new</numerusform>
        <numerusform>%n new</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n not confirmed</source>
      <translation>
        <numerusform>%n not confirmed</numerusform>
        <numerusform>%n not confirmed</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n not sent</source>
      <translation>
        <numerusform>%n not sent</numerusform>
        <numerusform>%n not sent</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n open</source>
      <translation>
        <numerusform>%n open</numerusform>
        <numerusform>%n open</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n sub-processor(s) named by the operator.</source>
      <translation>
        <numerusform>%n sub-processor named by the operator.</numerusform>
        <numerusform>%n sub-processors named by the operator.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n ticket(s)</source>
      <translation>
        <numerusform>%n ticket</numerusform>
        <numerusform>%n tickets</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n unread message(s)</source>
      <translation>
        <numerusform>%n unread message</numerusform>
        <numerusform>%n unread messages</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>This computer's clock is off by %n minute(s). Please tell your IT.</source>
      <translation>
        <numerusform>This computer's clock is off by %n minute. Please tell your IT.</numerusform>
        <numerusform>This computer's clock is off by %n minutes. Please tell your IT.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>and %n more</source>
      <translation>
        <numerusform>and %n more</numerusform>
        <numerusform>and %n more</numerusform>
      </translation>
    </message>
  </context>
</TS>
