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
      <source>%n earlier ticket(s)</source>
      <translation>
        <numerusform>%n earlier ticket</numerusform>
        <numerusform>%n earlier tickets</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n need a decision</source>
      <translation type="unfinished">
        <numerusform />
        <numerusform />
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
      <translation type="unfinished">
        <numerusform />
        <numerusform />
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
      <translation type="unfinished">
        <numerusform />
        <numerusform />
      </translation>
    </message>
  </context>
</TS>
