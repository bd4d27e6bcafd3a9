<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
  <context>
    <name>desktop_agent</name>
    <message numerus="yes">
      <source>%n character(s) left</source>
      <translation>
        <numerusform>noch %n Zeichen</numerusform>
        <numerusform>noch %n Zeichen</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n character(s) too many</source>
      <translation>
        <numerusform>%n Zeichen zu viel</numerusform>
        <numerusform>%n Zeichen zu viel</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n day(s) after they are done</source>
      <translation>
        <numerusform>%n Tag nach Abschluss</numerusform>
        <numerusform>%n Tage nach Abschluss</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n earlier ticket(s)</source>
      <translation>
        <numerusform>%n früheres Ticket</numerusform>
        <numerusform>%n frühere Tickets</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n need a decision</source>
      <translation>
        <numerusform>%n braucht eine Entscheidung</numerusform>
        <numerusform>%n brauchen eine Entscheidung</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n new</source>
      <translation>
        <numerusform>%n neue</numerusform>
        <numerusform>%n neue</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n not confirmed</source>
      <translation>
        <numerusform>%n nicht bestätigt</numerusform>
        <numerusform>%n nicht bestätigt</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n not sent</source>
      <translation>
        <numerusform>%n nicht gesendet</numerusform>
        <numerusform>%n nicht gesendet</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n open</source>
      <translation>
        <numerusform>%n offen</numerusform>
        <numerusform>%n offen</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n sub-processor(s) named by the operator.</source>
      <translation>
        <numerusform>%n Unterauftragnehmer vom Betreiber benannt.</numerusform>
        <numerusform>%n Unterauftragnehmer vom Betreiber benannt.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n ticket(s)</source>
      <translation>
        <numerusform>%n Ticket</numerusform>
        <numerusform>%n Tickets</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n unread message(s)</source>
      <translation>
        <numerusform>%n ungelesene Nachricht</numerusform>
        <numerusform>%n ungelesene Nachrichten</numerusform>
      </translation>
    </message>
    <message>
      <source>A bot is talking to this customer.</source>
      <translation>Hier antwortet gerade ein Bot.</translation>
    </message>
    <message>
      <source>A colleague</source>
      <translation>Jemand aus dem Team</translation>
    </message>
    <message>
      <source>A colleague has this ticket.</source>
      <translation>Das Ticket hat jemand aus dem Team.</translation>
    </message>
    <message>
      <source>A field of the template is empty or has a line break.</source>
      <translation>Ein Feld der Vorlage ist leer oder enthält einen Zeilenumbruch.</translation>
    </message>
    <message>
      <source>A file with stored data is damaged.</source>
      <translation>Eine Datei mit gespeicherten Daten ist beschädigt.</translation>
    </message>
    <message>
      <source>A message of a kind that this program cannot show ({kind}).</source>
      <translation>Eine Nachricht, die dieses Programm nicht darstellen kann ({kind}).</translation>
    </message>
    <message>
      <source>A setting made by your IT is not valid.</source>
      <translation>Eine Einstellung Ihrer IT ist nicht gültig.</translation>
    </message>
    <message>
      <source>Access token</source>
      <translation>Zugangsschlüssel</translation>
    </message>
    <message>
      <source>Account</source>
      <translation>Konto</translation>
    </message>
    <message>
      <source>Add a label</source>
      <translation>Label hinzufügen</translation>
    </message>
    <message>
      <source>Advertising is switched off here.</source>
      <translation>Werbung ist hier ausgeschaltet.</translation>
    </message>
    <message>
      <source>Advertising is switched off here. Please choose another template.</source>
      <translation>Werbung ist hier abgeschaltet. Bitte wählen Sie eine andere Vorlage.</translation>
    </message>
    <message>
      <source>Agent {number}</source>
      <translation>Person {number}</translation>
    </message>
    <message>
      <source>All</source>
      <translation>Alle</translation>
    </message>
    <message>
      <source>All channels</source>
      <translation>Alle Kanäle</translation>
    </message>
    <message>
      <source>All labels</source>
      <translation>Alle Labels</translation>
    </message>
    <message>
      <source>All teams</source>
      <translation>Alle Teams</translation>
    </message>
    <message>
      <source>All tickets</source>
      <translation>Alle Tickets</translation>
    </message>
    <message>
      <source>An older message</source>
      <translation>Eine ältere Nachricht</translation>
    </message>
    <message>
      <source>Answer</source>
      <translation>Antwort</translation>
    </message>
    <message>
      <source>Answer chats.
No phone, no address book.</source>
      <translation>Chats beantworten.
Ohne Telefon, ohne Adressbuch.</translation>
    </message>
    <message>
      <source>Answer to {name}: {text}</source>
      <translation>Antwort auf {name}: {text}</translation>
    </message>
    <message>
      <source>Answer with quote</source>
      <translation>Mit Zitat antworten</translation>
    </message>
    <message>
      <source>As the system</source>
      <translation>Wie das System</translation>
    </message>
    <message>
      <source>Attachment</source>
      <translation>Anhang</translation>
    </message>
    <message>
      <source>Attachment of an unknown kind</source>
      <translation>Anhang unbekannter Art</translation>
    </message>
    <message>
      <source>Attachments</source>
      <translation>Anhänge</translation>
    </message>
    <message>
      <source>Automatic message</source>
      <translation>Automatische Nachricht</translation>
    </message>
    <message>
      <source>Available</source>
      <translation>Verfügbar</translation>
    </message>
    <message>
      <source>Away</source>
      <translation>Abwesend</translation>
    </message>
    <message>
      <source>Basis</source>
      <translation>Grundlage</translation>
    </message>
    <message>
      <source>Being cleared up</source>
      <translation>Wird geklärt</translation>
    </message>
    <message>
      <source>Being sent …</source>
      <translation>Wird gesendet …</translation>
    </message>
    <message>
      <source>Bot</source>
      <translation>Bot</translation>
    </message>
    <message>
      <source>Bot question</source>
      <translation>Bot-Frage</translation>
    </message>
    <message>
      <source>Bot · {name}</source>
      <translation>Bot · {name}</translation>
    </message>
    <message>
      <source>Bot: {text}</source>
      <translation>Bot: {text}</translation>
    </message>
    <message>
      <source>Busy</source>
      <translation>Beschäftigt</translation>
    </message>
    <message>
      <source>By telephone</source>
      <translation>Am Telefon</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <source>Card widget</source>
      <translation>Karten-Widget</translation>
    </message>
    <message>
      <source>Catching up</source>
      <translation>Holt Änderungen nach</translation>
    </message>
    <message>
      <source>Change</source>
      <translation>Änderung</translation>
    </message>
    <message>
      <source>Changing labels</source>
      <translation>Labels ändern</translation>
    </message>
    <message>
      <source>Channel</source>
      <translation>Kanal</translation>
    </message>
    <message>
      <source>Chat</source>
      <translation>Chat</translation>
    </message>
    <message>
      <source>Chip widget</source>
      <translation>Chip-Widget</translation>
    </message>
    <message>
      <source>Choices take effect at once.</source>
      <translation>Änderungen gelten sofort.</translation>
    </message>
    <message>
      <source>Choose a template</source>
      <translation>Vorlage wählen</translation>
    </message>
    <message>
      <source>Choose a ticket from the list. Free tickets wait under “Free”.</source>
      <translation>Wählen Sie ein Ticket aus der Liste. Freie Tickets stehen unter „Frei“.</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>Closing the ticket</source>
      <translation>Ticket erledigen</translation>
    </message>
    <message>
      <source>Closing …</source>
      <translation>Wird erledigt …</translation>
    </message>
    <message>
      <source>Code from your authenticator</source>
      <translation>Code aus Ihrer Authenticator-App</translation>
    </message>
    <message>
      <source>Colleagues and teams</source>
      <translation>Kolleginnen, Kollegen und Teams</translation>
    </message>
    <message>
      <source>Connected: changes since the last time are being fetched.</source>
      <translation>Verbunden: Änderungen seit dem letzten Mal werden geholt.</translation>
    </message>
    <message>
      <source>Connected: what you see is current.</source>
      <translation>Verbunden: Sie sehen den aktuellen Stand.</translation>
    </message>
    <message>
      <source>Connection checked</source>
      <translation>Verbindung geprüft</translation>
    </message>
    <message>
      <source>Connection checked, clock differs</source>
      <translation>Verbindung geprüft, Uhr weicht ab</translation>
    </message>
    <message>
      <source>Connection is being checked …</source>
      <translation>Verbindung wird geprüft …</translation>
    </message>
    <message>
      <source>Connection not checked yet</source>
      <translation>Verbindung noch nicht geprüft</translation>
    </message>
    <message>
      <source>Consent</source>
      <translation>Einwilligung</translation>
    </message>
    <message>
      <source>Consent is open.</source>
      <translation>Die Einwilligung ist offen.</translation>
    </message>
    <message>
      <source>Consent open</source>
      <translation>Einwilligung offen</translation>
    </message>
    <message>
      <source>Consent out of date</source>
      <translation>Einwilligung veraltet</translation>
    </message>
    <message>
      <source>Consent refused</source>
      <translation>Einwilligung abgelehnt</translation>
    </message>
    <message>
      <source>Consent withdrawn</source>
      <translation>Einwilligung widerrufen</translation>
    </message>
    <message>
      <source>Contact</source>
      <translation>Kontakt</translation>
    </message>
    <message>
      <source>Contact card</source>
      <translation>Kontaktkarte</translation>
    </message>
    <message>
      <source>Contact since</source>
      <translation>Kontakt seit</translation>
    </message>
    <message>
      <source>Content</source>
      <translation>Inhalt</translation>
    </message>
    <message>
      <source>Contract</source>
      <translation>Auftrag</translation>
    </message>
    <message>
      <source>Conversation</source>
      <translation>Gespräch</translation>
    </message>
    <message>
      <source>Conversation with {name}, {place}</source>
      <translation>Gespräch mit {name}, {place}</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>Kopieren</translation>
    </message>
    <message>
      <source>Copy address</source>
      <translation>Adresse kopieren</translation>
    </message>
    <message>
      <source>Ctrl ⏎</source>
      <translation>Strg ⏎</translation>
    </message>
    <message>
      <source>Ctrl+Enter sends, Enter begins a new line</source>
      <translation>Strg+Eingabe sendet, Eingabe beginnt eine neue Zeile</translation>
    </message>
    <message>
      <source>Customer</source>
      <translation>Kundin/Kunde</translation>
    </message>
    <message>
      <source>Customer has not written yet</source>
      <translation>Hat noch nicht geschrieben</translation>
    </message>
    <message>
      <source>Customer wrote first</source>
      <translation>Hat selbst zuerst geschrieben</translation>
    </message>
    <message>
      <source>Customer {mask}</source>
      <translation>Kunde {mask}</translation>
    </message>
    <message>
      <source>DPA of {date}</source>
      <translation>AVV vom {date}</translation>
    </message>
    <message>
      <source>Dark</source>
      <translation>Dunkel</translation>
    </message>
    <message>
      <source>Data flow · {channel}</source>
      <translation>Datenfluss · {channel}</translation>
    </message>
    <message>
      <source>Data protection</source>
      <translation>Datenschutz</translation>
    </message>
    <message>
      <source>Date and time</source>
      <translation>Datum und Uhrzeit</translation>
    </message>
    <message>
      <source>Deleted</source>
      <translation>Löschung</translation>
    </message>
    <message>
      <source>Desktop Agent is already running with this profile.</source>
      <translation>Desktop Agent läuft bereits mit diesem Profil.</translation>
    </message>
    <message>
      <source>Details</source>
      <translation>Details</translation>
    </message>
    <message>
      <source>Device</source>
      <translation>Gerät</translation>
    </message>
    <message>
      <source>Discard</source>
      <translation>Verwerfen</translation>
    </message>
    <message>
      <source>Discard this text?</source>
      <translation>Diesen Text verwerfen?</translation>
    </message>
    <message>
      <source>Display</source>
      <translation>Anzeige</translation>
    </message>
    <message>
      <source>Display names of customers</source>
      <translation>Anzeigenamen von Kundinnen und Kunden</translation>
    </message>
    <message>
      <source>Do not quote</source>
      <translation>Nicht zitieren</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>Erledigt</translation>
    </message>
    <message>
      <source>Done tickets</source>
      <translation>Erledigte Tickets</translation>
    </message>
    <message>
      <source>Done tickets stay here for a limited time and can be reopened.</source>
      <translation>Erledigte Tickets bleiben befristet hier und lassen sich wieder öffnen.</translation>
    </message>
    <message>
      <source>Draft</source>
      <translation>Entwurf</translation>
    </message>
    <message>
      <source>Drafts and outbox</source>
      <translation>Entwürfe und Ausgang</translation>
    </message>
    <message>
      <source>Drafts and unsent answers are kept on this device. Please sign in again.</source>
      <translation>Entwürfe und nicht gesendete Antworten bleiben auf diesem Gerät. Bitte melden Sie sich neu an.</translation>
    </message>
    <message>
      <source>Drafts and unsent answers stay on this device, encrypted.</source>
      <translation>Entwürfe und nicht gesendete Antworten bleiben verschlüsselt auf diesem Gerät.</translation>
    </message>
    <message>
      <source>E-mail</source>
      <translation>E-Mail</translation>
    </message>
    <message>
      <source>E-mail or password is wrong.</source>
      <translation>E-Mail oder Passwort stimmt nicht.</translation>
    </message>
    <message>
      <source>Edit</source>
      <translation>Bearbeiten</translation>
    </message>
    <message>
      <source>Enter sends, Shift+Enter begins a new line</source>
      <translation>Eingabe sendet, Umschalt+Eingabe beginnt eine neue Zeile</translation>
    </message>
    <message>
      <source>Enter sends, Shift+Enter makes a new line</source>
      <translation>Enter sendet, Umschalt+Enter macht eine neue Zeile</translation>
    </message>
    <message>
      <source>Esc closes</source>
      <translation>Esc schließt</translation>
    </message>
    <message>
      <source>Every open ticket has somebody who takes care.</source>
      <translation>Um jedes offene Ticket kümmert sich jemand.</translation>
    </message>
    <message>
      <source>Everything is confirmed</source>
      <translation>Alles ist bestätigt</translation>
    </message>
    <message>
      <source>Everything is kept and goes on by itself.</source>
      <translation>Alles ist erhalten und geht von selbst weiter.</translation>
    </message>
    <message>
      <source>Everything you wrote is kept on this device and goes out when the connection is back. Please check network and VPN; the program keeps trying.</source>
      <translation>Alles, was Sie geschrieben haben, liegt auf diesem Gerät und geht hinaus, sobald die Verbindung steht. Bitte prüfen Sie Netz und VPN; das Programm versucht es weiter.</translation>
    </message>
    <message>
      <source>Everything you wrote is kept. Please check the address and your network; if it is right, ask your IT.</source>
      <translation>Alles, was Sie geschrieben haben, ist erhalten. Bitte prüfen Sie Adresse und Netz; stimmt beides, fragen Sie Ihre IT.</translation>
    </message>
    <message>
      <source>Everything you wrote is kept. Please give this sentence to your IT.</source>
      <translation>Alles, was Sie geschrieben haben, ist erhalten. Bitte geben Sie diesen Satz an Ihre IT weiter.</translation>
    </message>
    <message>
      <source>Everything you wrote is kept. The program checks what has arrived before it sends anything again.</source>
      <translation>Alles, was Sie geschrieben haben, ist erhalten. Das Programm prüft, was angekommen ist, bevor es etwas erneut sendet.</translation>
    </message>
    <message>
      <source>Everything you wrote is kept. The program reconnects and checks what has arrived before it sends anything again.</source>
      <translation>Alles, was Sie geschrieben haben, ist erhalten. Das Programm verbindet sich neu und prüft, was angekommen ist, bevor es etwas erneut sendet.</translation>
    </message>
    <message>
      <source>Everything you wrote is kept; the program tries again by itself. If it lasts, tell your IT.</source>
      <translation>Alles, was Sie geschrieben haben, ist erhalten; das Programm versucht es von selbst erneut. Hält es an, sagen Sie Ihrer IT Bescheid.</translation>
    </message>
    <message>
      <source>Fetching tickets …</source>
      <translation>Tickets werden geholt …</translation>
    </message>
    <message>
      <source>Fetching tickets: {done} of {total}</source>
      <translation>Tickets werden geholt: {done} von {total}</translation>
    </message>
    <message>
      <source>Fetching tickets: {done} so far</source>
      <translation>Tickets werden geholt: bisher {done}</translation>
    </message>
    <message>
      <source>File</source>
      <translation>Datei</translation>
    </message>
    <message>
      <source>Fill in the snippet</source>
      <translation>Textbaustein ausfüllen</translation>
    </message>
    <message>
      <source>Find a colleague or team</source>
      <translation>Person oder Team suchen</translation>
    </message>
    <message>
      <source>Find a template</source>
      <translation>Vorlage suchen</translation>
    </message>
    <message>
      <source>Form</source>
      <translation>Formular</translation>
    </message>
    <message>
      <source>Free</source>
      <translation>Frei</translation>
    </message>
    <message>
      <source>Free text may be sent until {time}.</source>
      <translation>Freier Text ist möglich bis {time}.</translation>
    </message>
    <message>
      <source>Free tickets</source>
      <translation>Freie Tickets</translation>
    </message>
    <message>
      <source>From then on nothing more is sent to this customer, waiting answers included. How did the customer withdraw?</source>
      <translation>Ab dann wird hierhin nichts mehr gesendet, auch keine wartenden Antworten. Wie wurde widerrufen?</translation>
    </message>
    <message>
      <source>From there on every step is encrypted by TLS.</source>
      <translation>Ab dort ist jeder Schritt mit TLS verschlüsselt.</translation>
    </message>
    <message>
      <source>Goes out by itself as soon as it may.</source>
      <translation>Geht von selbst hinaus, sobald es möglich ist.</translation>
    </message>
    <message>
      <source>Hand over</source>
      <translation>Übergeben</translation>
    </message>
    <message>
      <source>Hand over as note</source>
      <translation>Als Notiz übergeben</translation>
    </message>
    <message>
      <source>Hand over to</source>
      <translation>Übergeben an</translation>
    </message>
    <message>
      <source>Hand over to …</source>
      <translation>Übergeben an …</translation>
    </message>
    <message>
      <source>Handing over</source>
      <translation>Übergabe</translation>
    </message>
    <message>
      <source>Handing over …</source>
      <translation>Übergabe läuft …</translation>
    </message>
    <message>
      <source>Id</source>
      <translation>Kennung</translation>
    </message>
    <message>
      <source>If your system asks for the key ring's password, please enter it there.</source>
      <translation>Fragt Ihr System nach dem Passwort des Schlüsselbunds, geben Sie es bitte dort ein.</translation>
    </message>
    <message>
      <source>Import</source>
      <translation>Import</translation>
    </message>
    <message>
      <source>In 2 hours ({time})</source>
      <translation>In 2 Stunden ({time})</translation>
    </message>
    <message>
      <source>In this chat</source>
      <translation>In diesem Chat</translation>
    </message>
    <message>
      <source>In writing</source>
      <translation>Schriftlich</translation>
    </message>
    <message>
      <source>Inbox</source>
      <translation>Posteingang</translation>
    </message>
    <message>
      <source>Insert</source>
      <translation>Einfügen</translation>
    </message>
    <message>
      <source>Insert emoji</source>
      <translation>Emoji einfügen</translation>
    </message>
    <message>
      <source>Interface</source>
      <translation>Schnittstelle</translation>
    </message>
    <message>
      <source>It closed {time}. Only a template may be sent.</source>
      <translation>Geschlossen seit {time}. Nur eine Vorlage darf gesendet werden.</translation>
    </message>
    <message>
      <source>It is checked as soon as the address is complete.</source>
      <translation>Sie wird geprüft, sobald die Adresse vollständig ist.</translation>
    </message>
    <message>
      <source>It is not sent and cannot be brought back.</source>
      <translation>Er wird nicht gesendet und lässt sich nicht zurückholen.</translation>
    </message>
    <message>
      <source>It is stored encrypted on this device. A copy that you save is not encrypted and is not deleted by this program. Open files only from people you trust.</source>
      <translation>Der Anhang liegt verschlüsselt auf diesem Gerät. Eine gespeicherte Kopie ist nicht verschlüsselt und wird von diesem Programm nicht gelöscht. Öffnen Sie nur Dateien von Menschen, denen Sie vertrauen.</translation>
    </message>
    <message>
      <source>It may be mistyped or withdrawn and was not kept. Please copy it again from your profile at the server.</source>
      <translation>Vielleicht ist er vertippt oder zurückgezogen; er wurde nicht gespeichert. Bitte kopieren Sie ihn erneut aus Ihrem Profil am Server.</translation>
    </message>
    <message>
      <source>It was deleted or moved out of your teams. You can copy your text or discard it.</source>
      <translation>Es wurde gelöscht oder aus Ihren Teams verschoben. Sie können Ihren Text kopieren oder verwerfen.</translation>
    </message>
    <message>
      <source>It was dropped and what you had is unchanged. Please tell your IT.</source>
      <translation>Sie wurde verworfen, Ihr Stand ist unverändert. Bitte sagen Sie Ihrer IT Bescheid.</translation>
    </message>
    <message>
      <source>It was left as it is. Please copy what you are writing, restart the program and tell your IT.</source>
      <translation>Sie blieb unangetastet. Bitte kopieren Sie, was Sie gerade schreiben, starten Sie das Programm neu und sagen Sie Ihrer IT Bescheid.</translation>
    </message>
    <message>
      <source>It was put aside, not deleted. Please sign in again, look into your tickets for what has arrived and tell your IT if something is missing.</source>
      <translation>Sie wurde beiseitegelegt, nicht gelöscht. Bitte melden Sie sich erneut an, sehen Sie in Ihren Tickets nach, was angekommen ist, und sagen Sie Ihrer IT Bescheid, wenn etwas fehlt.</translation>
    </message>
    <message>
      <source>It was put aside, not deleted. Tickets are fetched again from the server; please tell your IT if drafts or answers are missing.</source>
      <translation>Sie wurde beiseitegelegt, nicht gelöscht. Die Tickets werden neu vom Server geholt; fehlen Entwürfe oder Antworten, sagen Sie Ihrer IT Bescheid.</translation>
    </message>
    <message>
      <source>Its processing record is not complete. Please ask your IT or data protection officer.</source>
      <translation>Seine Angaben zur Auftragsverarbeitung sind unvollständig. Bitte fragen Sie Ihre IT oder Ihren Datenschutz.</translation>
    </message>
    <message>
      <source>Keep it</source>
      <translation>Behalten</translation>
    </message>
    <message>
      <source>Key ring ready</source>
      <translation>Schlüsselbund bereit</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>Tasten</translation>
    </message>
    <message>
      <source>Label</source>
      <translation>Label</translation>
    </message>
    <message>
      <source>Label {name}, not confirmed yet</source>
      <translation>Label {name}, noch nicht bestätigt</translation>
    </message>
    <message>
      <source>Label {name}, press to remove</source>
      <translation>Label {name}, zum Entfernen drücken</translation>
    </message>
    <message>
      <source>Language</source>
      <translation>Sprache</translation>
    </message>
    <message>
      <source>Leaves in a moment</source>
      <translation>Geht gleich hinaus</translation>
    </message>
    <message>
      <source>Lift the block before you answer, or write a note.</source>
      <translation>Heben Sie die Blockierung auf, bevor Sie antworten, oder schreiben Sie eine Notiz.</translation>
    </message>
    <message>
      <source>Light</source>
      <translation>Hell</translation>
    </message>
    <message>
      <source>Live</source>
      <translation>Live</translation>
    </message>
    <message>
      <source>Location</source>
      <translation>Standort</translation>
    </message>
    <message>
      <source>Look and keys</source>
      <translation>Aussehen und Tasten</translation>
    </message>
    <message>
      <source>Mark as done</source>
      <translation>Als erledigt markieren</translation>
    </message>
    <message>
      <source>May have been sent</source>
      <translation>Möglicherweise gesendet</translation>
    </message>
    <message>
      <source>Message text</source>
      <translation>Nachrichtentext</translation>
    </message>
    <message>
      <source>Message without text</source>
      <translation>Nachricht ohne Text</translation>
    </message>
    <message>
      <source>Messages</source>
      <translation>Nachrichten</translation>
    </message>
    <message>
      <source>Messages and search words</source>
      <translation>Nachrichten und Suchwörter</translation>
    </message>
    <message>
      <source>Messages come through your provider only
and are kept encrypted on this device.</source>
      <translation>Nachrichten kommen nur über Ihren Anbieter und liegen auf
diesem Gerät verschlüsselt.</translation>
    </message>
    <message>
      <source>Mine</source>
      <translation>Meine</translation>
    </message>
    <message>
      <source>Monday, {time}</source>
      <translation>Montag, {time}</translation>
    </message>
    <message>
      <source>My tickets</source>
      <translation>Meine Tickets</translation>
    </message>
    <message>
      <source>Name or team</source>
      <translation>Name oder Team</translation>
    </message>
    <message>
      <source>Needs your decision</source>
      <translation>Braucht Ihre Entscheidung</translation>
    </message>
    <message>
      <source>New</source>
      <translation>Neu</translation>
    </message>
    <message>
      <source>New chats of your channels appear here.</source>
      <translation>Neue Chats Ihrer Kanäle erscheinen hier.</translation>
    </message>
    <message>
      <source>New messages from here</source>
      <translation>Ab hier neue Nachrichten</translation>
    </message>
    <message>
      <source>Newest first</source>
      <translation>Neueste zuerst</translation>
    </message>
    <message>
      <source>Next ticket</source>
      <translation>Nächstes Ticket</translation>
    </message>
    <message>
      <source>No connection since {time}.</source>
      <translation>Keine Verbindung seit {time}.</translation>
    </message>
    <message>
      <source>No connection.</source>
      <translation>Keine Verbindung.</translation>
    </message>
    <message>
      <source>No done tickets on this device</source>
      <translation>Keine erledigten Tickets auf diesem Gerät</translation>
    </message>
    <message>
      <source>No emoji for this word.</source>
      <translation>Kein Emoji zu diesem Wort.</translation>
    </message>
    <message>
      <source>No encrypted connection could be made.</source>
      <translation>Es kam keine verschlüsselte Verbindung zustande.</translation>
    </message>
    <message>
      <source>No figures about single people</source>
      <translation>Keine Auswertung je Person</translation>
    </message>
    <message>
      <source>No free tickets</source>
      <translation>Keine freien Tickets</translation>
    </message>
    <message>
      <source>No open tickets</source>
      <translation>Keine offenen Tickets</translation>
    </message>
    <message>
      <source>No phone, no address book, no installed messenger</source>
      <translation>Kein Telefon, kein Adressbuch, kein installierter Messenger</translation>
    </message>
    <message>
      <source>No template fits your search.</source>
      <translation>Keine Vorlage passt zu Ihrer Suche.</translation>
    </message>
    <message>
      <source>No ticket fits these filters</source>
      <translation>Kein Ticket passt zu diesen Filtern</translation>
    </message>
    <message>
      <source>No ticket open</source>
      <translation>Kein Ticket geöffnet</translation>
    </message>
    <message>
      <source>Not confirmed yet, being checked</source>
      <translation>Noch nicht bestätigt, wird geprüft</translation>
    </message>
    <message>
      <source>Not done: a colleague was first</source>
      <translation>Nicht ausgeführt: Jemand aus dem Team war schneller</translation>
    </message>
    <message>
      <source>Not done: the customer has written again</source>
      <translation>Nicht ausgeführt: Es gibt eine neue Nachricht</translation>
    </message>
    <message>
      <source>Not done: {who} has the ticket</source>
      <translation>Nicht ausgeführt: {who} hat das Ticket</translation>
    </message>
    <message>
      <source>Not marked as specially protected (Art. 9).</source>
      <translation>Nicht als besonders schützenswert (Art. 9) markiert.</translation>
    </message>
    <message>
      <source>Not sent</source>
      <translation>Nicht gesendet</translation>
    </message>
    <message>
      <source>Not sent: a colleague has answered meanwhile</source>
      <translation>Nicht gesendet: Inzwischen hat jemand aus dem Team geantwortet</translation>
    </message>
    <message>
      <source>Not sent: a rule speaks against it</source>
      <translation>Nicht gesendet: Eine Regel spricht dagegen</translation>
    </message>
    <message>
      <source>Not sent: consent is missing or withdrawn</source>
      <translation>Nicht gesendet: Einwilligung fehlt oder ist widerrufen</translation>
    </message>
    <message>
      <source>Not sent: it waited too long</source>
      <translation>Nicht gesendet: zu lange gewartet</translation>
    </message>
    <message>
      <source>Not sent: the server refused it</source>
      <translation>Nicht gesendet: vom Server abgelehnt</translation>
    </message>
    <message>
      <source>Not sent: the ticket has a new owner</source>
      <translation>Nicht gesendet: Das Ticket hat jemand anderes</translation>
    </message>
    <message>
      <source>Not sent: the ticket was closed meanwhile</source>
      <translation>Nicht gesendet: Das Ticket wurde inzwischen erledigt</translation>
    </message>
    <message>
      <source>Not sent: the window has closed</source>
      <translation>Nicht gesendet: Das Fenster ist geschlossen</translation>
    </message>
    <message>
      <source>Not sent: you can no longer see the ticket</source>
      <translation>Nicht gesendet: Sie sehen das Ticket nicht mehr</translation>
    </message>
    <message>
      <source>Not sent: {who} answered at {time}</source>
      <translation>Nicht gesendet: {who} hat um {time} geantwortet</translation>
    </message>
    <message>
      <source>Not sent: {who} has answered</source>
      <translation>Nicht gesendet: {who} hat geantwortet</translation>
    </message>
    <message>
      <source>Not sent: {who} has the ticket now</source>
      <translation>Nicht gesendet: {who} hat jetzt das Ticket</translation>
    </message>
    <message>
      <source>Note</source>
      <translation>Notiz</translation>
    </message>
    <message>
      <source>Note for colleagues</source>
      <translation>Notiz für das Team</translation>
    </message>
    <message>
      <source>Note · {name}</source>
      <translation>Notiz · {name}</translation>
    </message>
    <message>
      <source>Note: {text}</source>
      <translation>Notiz: {text}</translation>
    </message>
    <message>
      <source>Nothing can be written to the profile folder.</source>
      <translation>In den Profilordner lässt sich nichts schreiben.</translation>
    </message>
    <message>
      <source>Nothing found for “{text}”</source>
      <translation>Nichts gefunden für „{text}“</translation>
    </message>
    <message>
      <source>Nothing is kept on this device after the program ends.</source>
      <translation>Nach dem Beenden bleibt auf diesem Gerät nichts gespeichert.</translation>
    </message>
    <message>
      <source>Nothing is measured or ranked by agent.</source>
      <translation>Es wird nichts je Person gemessen oder verglichen.</translation>
    </message>
    <message>
      <source>Nothing is snoozed</source>
      <translation>Nichts ist zurückgestellt</translation>
    </message>
    <message>
      <source>Nothing may be sent. You can write a note or close the ticket.</source>
      <translation>Es darf nichts gesendet werden. Sie können eine Notiz schreiben oder das Ticket erledigen.</translation>
    </message>
    <message>
      <source>Nothing waits for you</source>
      <translation>Auf Sie wartet nichts</translation>
    </message>
    <message>
      <source>Nothing was changed there and your text is kept. Please look at it and decide.</source>
      <translation>Dort wurde nichts geändert, Ihr Text ist erhalten. Bitte sehen Sie nach und entscheiden Sie.</translation>
    </message>
    <message>
      <source>Nothing was changed. Please ask your IT to bring server or program up to date.</source>
      <translation>Es wurde nichts geändert. Bitte lassen Sie Ihre IT Server oder Programm aktualisieren.</translation>
    </message>
    <message>
      <source>Nothing was changed. Please ask your IT to check the folder's rights.</source>
      <translation>Es wurde nichts geändert. Bitte lassen Sie Ihre IT die Rechte des Ordners prüfen.</translation>
    </message>
    <message>
      <source>Nothing was changed. You can take the ticket over with a reason, or discard this.</source>
      <translation>Es wurde nichts geändert. Sie können das Ticket mit Begründung übernehmen oder den Wunsch verwerfen.</translation>
    </message>
    <message>
      <source>Nothing was changed; drafts and unsent answers in it are kept. Please sign in with the account used before, or start with a profile of your own.</source>
      <translation>Es wurde nichts geändert; Entwürfe und ungesendete Antworten darin sind erhalten. Bitte melden Sie sich mit dem bisherigen Konto an oder starten Sie mit einem eigenen Profil.</translation>
    </message>
    <message>
      <source>Nothing was lost. Please close other copies of the program and try again.</source>
      <translation>Es ging nichts verloren. Bitte schließen Sie weitere Fenster des Programms und versuchen Sie es erneut.</translation>
    </message>
    <message>
      <source>Nothing was sent and everything you wrote is kept. Please check the address or ask your IT whether the server offers TLS 1.2 or newer.</source>
      <translation>Es wurde nichts gesendet, und alles, was Sie geschrieben haben, ist erhalten. Bitte prüfen Sie die Adresse oder fragen Sie Ihre IT, ob der Server TLS 1.2 oder neuer anbietet.</translation>
    </message>
    <message>
      <source>Nothing was sent and what is stored here is unchanged. Please check address, network and VPN, then try again.</source>
      <translation>Es wurde nichts gesendet, und was hier gespeichert ist, bleibt unverändert. Bitte prüfen Sie Adresse, Netz und VPN und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
      <source>Nothing was sent. Please check the address and your network; if it is right, ask your IT.</source>
      <translation>Es wurde nichts gesendet. Bitte prüfen Sie die Adresse und Ihr Netz; stimmt sie, fragen Sie Ihre IT.</translation>
    </message>
    <message>
      <source>Nothing was sent. Please check the address or ask your IT.</source>
      <translation>Es wurde nichts gesendet. Bitte prüfen Sie die Adresse oder fragen Sie Ihre IT.</translation>
    </message>
    <message>
      <source>Nothing was touched. Please ask your IT before you go on.</source>
      <translation>Es wurde nichts angerührt. Bitte fragen Sie Ihre IT, bevor Sie weitermachen.</translation>
    </message>
    <message>
      <source>Nothing was touched. Please start the newer version or ask your IT for it.</source>
      <translation>Es wurde nichts angerührt. Bitte starten Sie die neuere Version oder fragen Sie Ihre IT danach.</translation>
    </message>
    <message>
      <source>Number</source>
      <translation>Anzahl</translation>
    </message>
    <message>
      <source>Offline</source>
      <translation>Offline</translation>
    </message>
    <message>
      <source>Offline since {time}</source>
      <translation>Offline seit {time}</translation>
    </message>
    <message>
      <source>Older messages are being fetched …</source>
      <translation>Ältere Nachrichten werden geholt …</translation>
    </message>
    <message>
      <source>Older messages are still being prepared for the search.</source>
      <translation>Ältere Nachrichten werden noch für die Suche vorbereitet.</translation>
    </message>
    <message>
      <source>On its way</source>
      <translation>Unterwegs</translation>
    </message>
    <message>
      <source>On this device</source>
      <translation>Auf diesem Gerät</translation>
    </message>
    <message>
      <source>One connection only</source>
      <translation>Eine einzige Verbindung</translation>
    </message>
    <message>
      <source>Only addresses beginning with https:// are allowed. Nothing was sent.</source>
      <translation>Erlaubt sind nur Adressen, die mit https:// beginnen. Es wurde nichts gesendet.</translation>
    </message>
    <message>
      <source>Only an approved template may be sent now. Your text is kept.</source>
      <translation>Jetzt darf nur eine genehmigte Vorlage hinaus. Ihr Text ist erhalten.</translation>
    </message>
    <message>
      <source>Only an approved template may be sent until the customer writes again.</source>
      <translation>Bis zur nächsten Nachricht der Kundin oder des Kunden darf nur eine genehmigte Vorlage hinaus.</translation>
    </message>
    <message>
      <source>Only chats with one customer can be answered. You can write a note.</source>
      <translation>Beantwortet werden nur Chats mit einer Person. Eine Notiz ist möglich.</translation>
    </message>
    <message>
      <source>Only somebody who wrote first may be answered. You can write a note.</source>
      <translation>Geantwortet werden darf nur, wenn zuerst jemand geschrieben hat. Eine Notiz ist möglich.</translation>
    </message>
    <message>
      <source>Open</source>
      <translation>Öffnen</translation>
    </message>
    <message>
      <source>Open in the browser</source>
      <translation>Im Browser öffnen</translation>
    </message>
    <message>
      <source>Open this link?</source>
      <translation>Diesen Link öffnen?</translation>
    </message>
    <message>
      <source>Open ticket</source>
      <translation>Ticket öffnen</translation>
    </message>
    <message>
      <source>Open {host} …</source>
      <translation>{host} öffnen …</translation>
    </message>
    <message>
      <source>Opening the profile …</source>
      <translation>Profil wird geöffnet …</translation>
    </message>
    <message>
      <source>Or type / and the beginning of its name</source>
      <translation>Oder / und den Anfang des Namens tippen</translation>
    </message>
    <message>
      <source>Order: {name}</source>
      <translation>Reihenfolge: {name}</translation>
    </message>
    <message>
      <source>Other channel</source>
      <translation>Anderer Kanal</translation>
    </message>
    <message>
      <source>Outbox</source>
      <translation>Ausgang</translation>
    </message>
    <message>
      <source>Owner: {name}</source>
      <translation>Zuständig: {name}</translation>
    </message>
    <message>
      <source>Paper</source>
      <translation>Papier</translation>
    </message>
    <message>
      <source>Password</source>
      <translation>Passwort</translation>
    </message>
    <message>
      <source>Phone numbers, e-mail addresses, contacts</source>
      <translation>Telefonnummern, E-Mail-Adressen, Kontakte</translation>
    </message>
    <message>
      <source>Picture</source>
      <translation>Bild</translation>
    </message>
    <message>
      <source>Places</source>
      <translation>Bereiche</translation>
    </message>
    <message>
      <source>Please ask your team lead to add you. Your drafts are kept.</source>
      <translation>Bitte lassen Sie sich von Ihrer Teamleitung hinzufügen. Ihre Entwürfe sind erhalten.</translation>
    </message>
    <message>
      <source>Please check both. After several attempts the server locks the account for a while.</source>
      <translation>Bitte prüfen Sie beides. Nach mehreren Versuchen sperrt der Server das Konto für eine Weile.</translation>
    </message>
    <message>
      <source>Please check whether the answer still fits. Your text is kept.</source>
      <translation>Bitte prüfen Sie, ob die Antwort noch passt. Ihr Text ist erhalten.</translation>
    </message>
    <message>
      <source>Please enter it like https://chat.example.org. Nothing was sent.</source>
      <translation>Bitte geben Sie sie so ein: https://chat.example.org. Es wurde nichts gesendet.</translation>
    </message>
    <message>
      <source>Please enter the code that your authenticator shows now.</source>
      <translation>Bitte geben Sie den Code ein, den Ihre Authenticator-App jetzt zeigt.</translation>
    </message>
    <message>
      <source>Please fill every field in one line.</source>
      <translation>Bitte füllen Sie jedes Feld einzeilig aus.</translation>
    </message>
    <message>
      <source>Please read that answer first. Your text is kept.</source>
      <translation>Bitte lesen Sie zuerst diese Antwort. Ihr Text ist erhalten.</translation>
    </message>
    <message>
      <source>Please read the new message first, then decide.</source>
      <translation>Bitte lesen Sie zuerst die neue Nachricht und entscheiden Sie dann.</translation>
    </message>
    <message>
      <source>Please shorten it.</source>
      <translation>Bitte kürzen Sie ihn.</translation>
    </message>
    <message>
      <source>Please sign in to fetch and send.</source>
      <translation>Bitte melden Sie sich an, um zu empfangen und zu senden.</translation>
    </message>
    <message>
      <source>Please use the open window; nothing was changed.</source>
      <translation>Bitte nutzen Sie das offene Fenster; es wurde nichts geändert.</translation>
    </message>
    <message>
      <source>Please write something before you send it.</source>
      <translation>Bitte schreiben Sie etwas, bevor Sie senden.</translation>
    </message>
    <message>
      <source>Previous ticket</source>
      <translation>Voriges Ticket</translation>
    </message>
    <message>
      <source>Privacy notice accepted, version not stated</source>
      <translation>Datenschutzhinweis angenommen, Fassung nicht angegeben</translation>
    </message>
    <message>
      <source>Privacy notice not accepted yet</source>
      <translation>Datenschutzhinweis noch nicht angenommen</translation>
    </message>
    <message>
      <source>Privacy notice {version} accepted</source>
      <translation>Datenschutzhinweis {version} angenommen</translation>
    </message>
    <message>
      <source>Processing not fully stated</source>
      <translation>Auftragsverarbeitung nicht vollständig angegeben</translation>
    </message>
    <message>
      <source>Processing stated for every channel</source>
      <translation>Auftragsverarbeitung für jeden Kanal angegeben</translation>
    </message>
    <message>
      <source>Program</source>
      <translation>Programm</translation>
    </message>
    <message>
      <source>Proof</source>
      <translation>Nachweis</translation>
    </message>
    <message>
      <source>Provider</source>
      <translation>Anbieter</translation>
    </message>
    <message>
      <source>Provider: {name}.</source>
      <translation>Anbieter: {name}.</translation>
    </message>
    <message>
      <source>Purpose</source>
      <translation>Zweck</translation>
    </message>
    <message>
      <source>Reading, searching offline</source>
      <translation>Lesen, Suchen offline</translation>
    </message>
    <message>
      <source>Reason</source>
      <translation>Grund</translation>
    </message>
    <message>
      <source>Recognising the chat</source>
      <translation>Wiedererkennen des Chats</translation>
    </message>
    <message>
      <source>Record withdrawal</source>
      <translation>Widerruf erfassen</translation>
    </message>
    <message>
      <source>Record withdrawal?</source>
      <translation>Widerruf erfassen?</translation>
    </message>
    <message>
      <source>Recorded by an agent</source>
      <translation>Von Hand erfasst</translation>
    </message>
    <message>
      <source>Recording the consent</source>
      <translation>Einwilligung erfassen</translation>
    </message>
    <message>
      <source>Region {region} · contract of {date}</source>
      <translation>Region {region} · AVV {date}</translation>
    </message>
    <message>
      <source>Release</source>
      <translation>Freigeben</translation>
    </message>
    <message>
      <source>Releasing the ticket</source>
      <translation>Freigabe</translation>
    </message>
    <message>
      <source>Releasing …</source>
      <translation>Freigabe läuft …</translation>
    </message>
    <message>
      <source>Remaining times may be shown wrongly. Please let your IT set date and time.</source>
      <translation>Restzeiten können falsch angezeigt werden. Bitte lassen Sie Datum und Uhrzeit von Ihrer IT stellen.</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <source>Remove filters</source>
      <translation>Filter entfernen</translation>
    </message>
    <message>
      <source>Reopen</source>
      <translation>Wieder öffnen</translation>
    </message>
    <message>
      <source>Reopen and send</source>
      <translation>Wieder öffnen und senden</translation>
    </message>
    <message>
      <source>Reopening the ticket</source>
      <translation>Wieder öffnen</translation>
    </message>
    <message>
      <source>Reopening …</source>
      <translation>Wird wieder geöffnet …</translation>
    </message>
    <message>
      <source>Reply</source>
      <translation>Antwort</translation>
    </message>
    <message>
      <source>Reply to the customer</source>
      <translation>Antwort an Kundin oder Kunden</translation>
    </message>
    <message>
      <source>Responsibility</source>
      <translation>Zuständigkeit</translation>
    </message>
    <message>
      <source>Rule “{rule}”</source>
      <translation>Regel „{rule}“</translation>
    </message>
    <message>
      <source>Safeguards</source>
      <translation>Bereitschaft</translation>
    </message>
    <message>
      <source>Save a copy</source>
      <translation>Kopie speichern</translation>
    </message>
    <message>
      <source>Save a copy …</source>
      <translation>Kopie speichern …</translation>
    </message>
    <message>
      <source>Save note</source>
      <translation>Notiz speichern</translation>
    </message>
    <message>
      <source>Search</source>
      <translation>Suche</translation>
    </message>
    <message>
      <source>Search all tickets</source>
      <translation>Suchen in allen Tickets</translation>
    </message>
    <message>
      <source>Search emoji</source>
      <translation>Emoji suchen</translation>
    </message>
    <message>
      <source>Search results</source>
      <translation>Suchergebnisse</translation>
    </message>
    <message>
      <source>Search, e.g. thanks</source>
      <translation>Suchen, z. B. danke</translation>
    </message>
    <message>
      <source>Send</source>
      <translation>Senden</translation>
    </message>
    <message>
      <source>Send all the same</source>
      <translation>Trotzdem senden</translation>
    </message>
    <message>
      <source>Send the consent question</source>
      <translation>Einwilligungsfrage senden</translation>
    </message>
    <message>
      <source>Sending</source>
      <translation>Senden</translation>
    </message>
    <message>
      <source>Server</source>
      <translation>Server</translation>
    </message>
    <message>
      <source>Server version not supported</source>
      <translation>Server-Version nicht unterstützt</translation>
    </message>
    <message>
      <source>Service</source>
      <translation>Bearbeitung</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <source>Show free tickets</source>
      <translation>Freie Tickets zeigen</translation>
    </message>
    <message>
      <source>Show or hide details</source>
      <translation>Details ein- oder ausblenden</translation>
    </message>
    <message>
      <source>Show or hide the list</source>
      <translation>Liste ein oder aus</translation>
    </message>
    <message>
      <source>Show or hide the right column</source>
      <translation>Rechte Spalte ein oder aus</translation>
    </message>
    <message>
      <source>Sign in</source>
      <translation>Anmelden</translation>
    </message>
    <message>
      <source>Sign in with access token</source>
      <translation>Mit Zugangsschlüssel anmelden</translation>
    </message>
    <message>
      <source>Sign in with e-mail and password</source>
      <translation>Mit E-Mail und Passwort anmelden</translation>
    </message>
    <message>
      <source>Sign out</source>
      <translation>Abmelden</translation>
    </message>
    <message>
      <source>Sign out …</source>
      <translation>Abmelden …</translation>
    </message>
    <message>
      <source>Sign out?</source>
      <translation>Abmelden?</translation>
    </message>
    <message>
      <source>Signed in as</source>
      <translation>Angemeldet als</translation>
    </message>
    <message>
      <source>Signed out</source>
      <translation>Abgemeldet</translation>
    </message>
    <message>
      <source>Signing in …</source>
      <translation>Wird angemeldet …</translation>
    </message>
    <message>
      <source>Single letters work while no text field has the keyboard.</source>
      <translation>Einzelne Buchstaben gelten, solange kein Textfeld aktiv ist.</translation>
    </message>
    <message>
      <source>Snippet</source>
      <translation>Textbaustein</translation>
    </message>
    <message>
      <source>Snippets</source>
      <translation>Textbausteine</translation>
    </message>
    <message>
      <source>Snooze</source>
      <translation>Zurückstellen</translation>
    </message>
    <message>
      <source>Snooze until</source>
      <translation>Zurückstellen bis</translation>
    </message>
    <message>
      <source>Snoozed</source>
      <translation>Zurückgestellt</translation>
    </message>
    <message>
      <source>Snoozed tickets</source>
      <translation>Zurückgestellte Tickets</translation>
    </message>
    <message>
      <source>Snoozed tickets come back by themselves at their time or with a new message.</source>
      <translation>Zurückgestellte Tickets kommen von selbst wieder, zu ihrer Zeit oder mit einer neuen Nachricht.</translation>
    </message>
    <message>
      <source>Snoozing the ticket</source>
      <translation>Zurückstellen</translation>
    </message>
    <message>
      <source>Snoozing …</source>
      <translation>Wird zurückgestellt …</translation>
    </message>
    <message>
      <source>Specially protected (Art. 9): no previews in notifications.</source>
      <translation>Besonders schützenswert (Art. 9): keine Vorschau in Benachrichtigungen.</translation>
    </message>
    <message>
      <source>Starting</source>
      <translation>Startet</translation>
    </message>
    <message>
      <source>Stay</source>
      <translation>Angemeldet bleiben</translation>
    </message>
    <message>
      <source>Sticker</source>
      <translation>Sticker</translation>
    </message>
    <message>
      <source>Still to be filled in: {names}</source>
      <translation>Noch auszufüllen: {names}</translation>
    </message>
    <message>
      <source>Stored data is being opened.</source>
      <translation>Gespeicherte Daten werden geöffnet.</translation>
    </message>
    <message>
      <source>Stored data is encrypted (AES-256)</source>
      <translation>Gespeicherte Daten sind verschlüsselt (AES-256)</translation>
    </message>
    <message>
      <source>Stored data is encrypted, the key is in memory only</source>
      <translation>Gespeicherte Daten sind verschlüsselt, der Schlüssel liegt nur im Arbeitsspeicher</translation>
    </message>
    <message>
      <source>Stored tickets came from a newer version of the program.</source>
      <translation>Gespeicherte Tickets stammten von einer neueren Programmversion.</translation>
    </message>
    <message>
      <source>Stored tickets were damaged.</source>
      <translation>Gespeicherte Tickets waren beschädigt.</translation>
    </message>
    <message>
      <source>Take</source>
      <translation>Übernehmen</translation>
    </message>
    <message>
      <source>Take a free ticket, or wait until one is routed to you.</source>
      <translation>Übernehmen Sie ein freies Ticket oder warten Sie auf eine Zuteilung.</translation>
    </message>
    <message>
      <source>Take and send</source>
      <translation>Übernehmen und senden</translation>
    </message>
    <message>
      <source>Take filters away to see more.</source>
      <translation>Nehmen Sie Filter weg, um mehr zu sehen.</translation>
    </message>
    <message>
      <source>Take over</source>
      <translation>Übernehmen</translation>
    </message>
    <message>
      <source>Take over all the same</source>
      <translation>Trotzdem übernehmen</translation>
    </message>
    <message>
      <source>Take over from {name}?</source>
      <translation>Ticket von {name} übernehmen?</translation>
    </message>
    <message>
      <source>Take over …</source>
      <translation>Übernehmen …</translation>
    </message>
    <message>
      <source>Take the ticket</source>
      <translation>Ticket übernehmen</translation>
    </message>
    <message>
      <source>Taking the ticket</source>
      <translation>Übernahme</translation>
    </message>
    <message>
      <source>Taking …</source>
      <translation>Übernahme läuft …</translation>
    </message>
    <message>
      <source>Team</source>
      <translation>Team</translation>
    </message>
    <message>
      <source>Team {name}</source>
      <translation>Team {name}</translation>
    </message>
    <message>
      <source>Telephone note</source>
      <translation>Telefonnotiz</translation>
    </message>
    <message>
      <source>Template</source>
      <translation>Vorlage</translation>
    </message>
    <message>
      <source>Templates</source>
      <translation>Vorlagen</translation>
    </message>
    <message>
      <source>The 24-hour window was closed. Use a template.</source>
      <translation>Das 24-Stunden-Fenster war geschlossen. Bitte nutzen Sie eine Vorlage.</translation>
    </message>
    <message>
      <source>The account is suspended at the server.</source>
      <translation>Das Konto ist am Server gesperrt.</translation>
    </message>
    <message>
      <source>The address is written in a way that can mislead.</source>
      <translation>Die Adresse ist so geschrieben, dass sie täuschen kann.</translation>
    </message>
    <message>
      <source>The attachment cannot be fetched.</source>
      <translation>Der Anhang lässt sich nicht holen.</translation>
    </message>
    <message>
      <source>The bot “{name}” is answering here.</source>
      <translation>Hier antwortet der Bot „{name}“.</translation>
    </message>
    <message>
      <source>The channel has a payment problem. Please tell your IT.</source>
      <translation>Der Kanal hat ein Zahlungsproblem. Bitte sagen Sie Ihrer IT Bescheid.</translation>
    </message>
    <message>
      <source>The connection broke off.</source>
      <translation>Die Verbindung ist abgebrochen.</translation>
    </message>
    <message>
      <source>The connection broke while sending and the server shows no trace. Sending again may reach the customer twice.</source>
      <translation>Die Verbindung brach beim Senden ab und am Server ist keine Spur zu finden. Erneutes Senden kann doppelt ankommen.</translation>
    </message>
    <message>
      <source>The connection to the server does not leave this computer and has no TLS.</source>
      <translation>Die Verbindung zum Server verlässt diesen Rechner nicht und hat kein TLS.</translation>
    </message>
    <message>
      <source>The connection was cut before anything was sent. Only your IT can mend this; the check cannot be switched off.</source>
      <translation>Die Verbindung wurde getrennt, bevor etwas gesendet wurde. Das kann nur Ihre IT beheben; die Prüfung lässt sich nicht abschalten.</translation>
    </message>
    <message>
      <source>The consent is out of date.</source>
      <translation>Die Einwilligung ist veraltet.</translation>
    </message>
    <message>
      <source>The copy could not be written there. The attachment itself is kept.</source>
      <translation>Die Kopie konnte dort nicht geschrieben werden. Der Anhang selbst ist noch da.</translation>
    </message>
    <message>
      <source>The customer</source>
      <translation>Die Kundin oder der Kunde</translation>
    </message>
    <message>
      <source>The customer has not written yet.</source>
      <translation>Die Kundin oder der Kunde hat noch nicht geschrieben.</translation>
    </message>
    <message>
      <source>The customer has opened the message.</source>
      <translation>Die Nachricht wurde geöffnet.</translation>
    </message>
    <message>
      <source>The customer has refused consent.</source>
      <translation>Die Einwilligung wurde abgelehnt.</translation>
    </message>
    <message>
      <source>The customer has withdrawn consent.</source>
      <translation>Die Einwilligung wurde widerrufen.</translation>
    </message>
    <message>
      <source>The customer must agree before you answer. You can write a note or close the ticket.</source>
      <translation>Vor einer Antwort ist die Einwilligung nötig. Sie können eine Notiz schreiben oder das Ticket erledigen.</translation>
    </message>
    <message>
      <source>The disk is full.</source>
      <translation>Der Datenträger ist voll.</translation>
    </message>
    <message>
      <source>The file with drafts and unsent answers is damaged.</source>
      <translation>Die Datei mit Entwürfen und ungesendeten Antworten ist beschädigt.</translation>
    </message>
    <message>
      <source>The first ones appear in a moment.</source>
      <translation>Die ersten erscheinen gleich.</translation>
    </message>
    <message>
      <source>The key in the key ring belongs to other data.</source>
      <translation>Der Schlüssel im Schlüsselbund gehört zu anderen Daten.</translation>
    </message>
    <message>
      <source>The key lies in the key ring of the system.</source>
      <translation>Der Schlüssel liegt im Schlüsselbund des Systems.</translation>
    </message>
    <message>
      <source>The key lies in the key ring: {name}</source>
      <translation>Der Schlüssel liegt im Schlüsselbund: {name}</translation>
    </message>
    <message>
      <source>The key ring is locked.</source>
      <translation>Der Schlüsselbund ist gesperrt.</translation>
    </message>
    <message>
      <source>The key to the stored data is gone from the key ring.</source>
      <translation>Der Schlüssel zu den gespeicherten Daten fehlt im Schlüsselbund.</translation>
    </message>
    <message>
      <source>The locked files were put aside; drafts and answers that had not been sent cannot be read any more. Please sign in again: tickets are fetched from the server.</source>
      <translation>Die verschlossenen Dateien wurden beiseitegelegt; Entwürfe und nicht gesendete Antworten lassen sich nicht mehr lesen. Bitte melden Sie sich erneut an: Die Tickets werden vom Server geholt.</translation>
    </message>
    <message>
      <source>The message is kept. Please try again later or ask the customer to send it again.</source>
      <translation>Die Nachricht ist erhalten. Bitte versuchen Sie es später oder bitten Sie um erneutes Senden.</translation>
    </message>
    <message>
      <source>The message is on the customer's device.</source>
      <translation>Die Nachricht ist auf dem Gerät der Kundin oder des Kunden.</translation>
    </message>
    <message>
      <source>The messenger could not deliver it. Try another way to reach them.</source>
      <translation>Der Messenger konnte sie nicht zustellen. Bitte versuchen Sie einen anderen Weg.</translation>
    </message>
    <message>
      <source>The messenger could not take the file.</source>
      <translation>Der Messenger konnte die Datei nicht annehmen.</translation>
    </message>
    <message>
      <source>The messenger did not deliver it and gave no reason.</source>
      <translation>Der Messenger hat sie nicht zugestellt und keinen Grund genannt.</translation>
    </message>
    <message>
      <source>The messenger has locked this channel. Please tell your IT.</source>
      <translation>Der Messenger hat diesen Kanal gesperrt. Bitte sagen Sie Ihrer IT Bescheid.</translation>
    </message>
    <message>
      <source>The messenger limits such messages to this person. Try again tomorrow.</source>
      <translation>Der Messenger begrenzt solche Nachrichten an diese Person. Bitte morgen erneut versuchen.</translation>
    </message>
    <message>
      <source>The messenger reports: {reason}</source>
      <translation>Der Messenger meldet: {reason}</translation>
    </message>
    <message>
      <source>The messenger took the message.</source>
      <translation>Der Messenger hat die Nachricht angenommen.</translation>
    </message>
    <message>
      <source>The notice has changed; the customer must agree again before you answer.</source>
      <translation>Der Hinweis hat sich geändert; vor einer Antwort ist eine neue Einwilligung nötig.</translation>
    </message>
    <message>
      <source>The profile cannot be read.</source>
      <translation>Das Profil lässt sich nicht lesen.</translation>
    </message>
    <message>
      <source>The program contains no part that could read contacts or make calls.</source>
      <translation>Das Programm enthält keinen Teil, der Kontakte lesen oder telefonieren könnte.</translation>
    </message>
    <message>
      <source>The program did not follow and sent nothing there. Please tell your IT.</source>
      <translation>Das Programm ist nicht gefolgt und hat dorthin nichts gesendet. Bitte sagen Sie Ihrer IT Bescheid.</translation>
    </message>
    <message>
      <source>The program does not guess what was meant. Please tell your IT.</source>
      <translation>Das Programm rät nicht, was gemeint war. Bitte sagen Sie Ihrer IT Bescheid.</translation>
    </message>
    <message>
      <source>The program looks it up at the server before anything is sent again.</source>
      <translation>Das Programm sieht am Server nach, bevor etwas erneut gesendet wird.</translation>
    </message>
    <message>
      <source>The program made a mistake and stopped what it was doing.</source>
      <translation>Das Programm hat einen Fehler gemacht und diesen Schritt abgebrochen.</translation>
    </message>
    <message>
      <source>The proxy refused the connection.</source>
      <translation>Der Proxy hat die Verbindung abgelehnt.</translation>
    </message>
    <message>
      <source>The search covers what is stored on this device: names, ticket numbers and messages. Try a shorter word.</source>
      <translation>Gesucht wird in dem, was auf diesem Gerät liegt: Namen, Ticketnummern und Nachrichten. Versuchen Sie ein kürzeres Wort.</translation>
    </message>
    <message>
      <source>The server asks for a short break.</source>
      <translation>Der Server bittet um eine kurze Pause.</translation>
    </message>
    <message>
      <source>The server cannot be reached.</source>
      <translation>Der Server ist nicht erreichbar.</translation>
    </message>
    <message>
      <source>The server did not answer in time.</source>
      <translation>Der Server hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
      <source>The server does not accept this access token.</source>
      <translation>Der Server nimmt diesen Zugangsschlüssel nicht an.</translation>
    </message>
    <message>
      <source>The server has not confirmed it yet.</source>
      <translation>Der Server hat es noch nicht bestätigt.</translation>
    </message>
    <message>
      <source>The server has taken everything you wrote.</source>
      <translation>Der Server hat alles angenommen, was Sie geschrieben haben.</translation>
    </message>
    <message>
      <source>The server no longer accepts this sign-in.</source>
      <translation>Der Server nimmt diese Anmeldung nicht mehr an.</translation>
    </message>
    <message>
      <source>The server refused this.</source>
      <translation>Der Server hat das abgelehnt.</translation>
    </message>
    <message>
      <source>The server reports a fault of its own.</source>
      <translation>Der Server meldet einen eigenen Fehler.</translation>
    </message>
    <message>
      <source>The server took the message. The messenger has not confirmed it yet.</source>
      <translation>Der Server hat die Nachricht angenommen. Der Messenger hat sie noch nicht bestätigt.</translation>
    </message>
    <message>
      <source>The server wanted to lead to a foreign address.</source>
      <translation>Der Server wollte zu einer fremden Adresse weiterleiten.</translation>
    </message>
    <message>
      <source>The server's answer cannot be read.</source>
      <translation>Die Antwort des Servers ist nicht lesbar.</translation>
    </message>
    <message>
      <source>The server's answer is larger than allowed.</source>
      <translation>Die Antwort des Servers ist größer als erlaubt.</translation>
    </message>
    <message>
      <source>The server's certificate is not trusted.</source>
      <translation>Dem Zertifikat des Servers wird nicht vertraut.</translation>
    </message>
    <message>
      <source>The stored data comes from a newer version of the program.</source>
      <translation>Die gespeicherten Daten stammen von einer neueren Programmversion.</translation>
    </message>
    <message>
      <source>The stored data is in use by something else.</source>
      <translation>Die gespeicherten Daten werden gerade anderweitig benutzt.</translation>
    </message>
    <message>
      <source>The text is too long for this channel.</source>
      <translation>Der Text ist zu lang für diesen Kanal.</translation>
    </message>
    <message>
      <source>The ticket goes back to the free ones.</source>
      <translation>Das Ticket geht zurück zu den freien.</translation>
    </message>
    <message>
      <source>The ticket goes to {name}.</source>
      <translation>Das Ticket geht an {name}.</translation>
    </message>
    <message>
      <source>The ticket sleeps until the customer writes.</source>
      <translation>Zurückgestellt, bis wieder geschrieben wird.</translation>
    </message>
    <message>
      <source>The ticket sleeps until {time}.</source>
      <translation>Zurückgestellt bis {time}.</translation>
    </message>
    <message>
      <source>The window is closed.</source>
      <translation>Das Fenster ist geschlossen.</translation>
    </message>
    <message>
      <source>Their file is put aside and they are fetched again from the server. Drafts and unsent answers are unharmed; there is nothing you need to do.</source>
      <translation>Ihre Datei wird beiseitegelegt, und sie werden erneut vom Server geholt. Entwürfe und ungesendete Antworten sind unversehrt; Sie müssen nichts tun.</translation>
    </message>
    <message>
      <source>Theme</source>
      <translation>Erscheinungsbild</translation>
    </message>
    <message>
      <source>There is no Chatwoot at this address.</source>
      <translation>Unter dieser Adresse antwortet kein Chatwoot.</translation>
    </message>
    <message>
      <source>There is no template for this channel. Your IT can add one.</source>
      <translation>Für diesen Kanal gibt es keine Vorlage. Ihre IT kann eine anlegen.</translation>
    </message>
    <message>
      <source>There is no text yet.</source>
      <translation>Es gibt noch keinen Text.</translation>
    </message>
    <message>
      <source>These keys</source>
      <translation>Diese Tasten</translation>
    </message>
    <message>
      <source>They are fetched again from the server. Drafts and unsent answers are unchanged.</source>
      <translation>Sie werden erneut vom Server geholt. Entwürfe und ungesendete Antworten sind unverändert.</translation>
    </message>
    <message>
      <source>This address is not encrypted.</source>
      <translation>Diese Adresse ist nicht verschlüsselt.</translation>
    </message>
    <message>
      <source>This channel is locked.</source>
      <translation>Dieser Kanal ist gesperrt.</translation>
    </message>
    <message>
      <source>This code is wrong or has expired.</source>
      <translation>Dieser Code ist falsch oder abgelaufen.</translation>
    </message>
    <message>
      <source>This computer offers no key ring.</source>
      <translation>Dieser Computer bietet keinen Schlüsselbund.</translation>
    </message>
    <message numerus="yes">
      <source>This computer's clock is off by %n minute(s). Please tell your IT.</source>
      <translation>
        <numerusform>Die Uhr dieses Computers weicht um %n Minute ab. Bitte sagen Sie Ihrer IT Bescheid.</numerusform>
        <numerusform>Die Uhr dieses Computers weicht um %n Minuten ab. Bitte sagen Sie Ihrer IT Bescheid.</numerusform>
      </translation>
    </message>
    <message>
      <source>This computer's clock is wrong.</source>
      <translation>Die Uhr dieses Computers geht falsch.</translation>
    </message>
    <message>
      <source>This customer is blocked.</source>
      <translation>Diese Person ist blockiert.</translation>
    </message>
    <message>
      <source>This device</source>
      <translation>Dieses Gerät</translation>
    </message>
    <message>
      <source>This is a group chat.</source>
      <translation>Das ist ein Gruppenchat.</translation>
    </message>
    <message>
      <source>This is not a server address.</source>
      <translation>Das ist keine Serveradresse.</translation>
    </message>
    <message>
      <source>This message was deleted.</source>
      <translation>Diese Nachricht wurde gelöscht.</translation>
    </message>
    <message>
      <source>This no longer exists at the server.</source>
      <translation>Das gibt es am Server nicht mehr.</translation>
    </message>
    <message>
      <source>This profile belongs to another agent.</source>
      <translation>Dieses Profil gehört zu einem anderen Konto.</translation>
    </message>
    <message>
      <source>This server name is not known.</source>
      <translation>Dieser Servername ist nicht bekannt.</translation>
    </message>
    <message>
      <source>This server version is not supported.</source>
      <translation>Diese Server-Version wird nicht unterstützt.</translation>
    </message>
    <message>
      <source>This template is advertising.</source>
      <translation>Diese Vorlage ist Werbung.</translation>
    </message>
    <message>
      <source>This template is not approved at the moment.</source>
      <translation>Diese Vorlage ist zurzeit nicht genehmigt.</translation>
    </message>
    <message>
      <source>This ticket is gone: deleted, or moved out of your teams.</source>
      <translation>Dieses Ticket ist nicht mehr da: gelöscht oder aus Ihren Teams verschoben.</translation>
    </message>
    <message>
      <source>Ticket done.</source>
      <translation>Ticket erledigt.</translation>
    </message>
    <message>
      <source>Ticket {number}</source>
      <translation>Ticket {number}</translation>
    </message>
    <message>
      <source>Ticket {number} is waiting, its window closes in {time}.</source>
      <translation>Ticket {number} wartet, das Fenster schließt in {time}.</translation>
    </message>
    <message>
      <source>Ticket {number} · {status} · {time}</source>
      <translation>Ticket {number} · {status} · {time}</translation>
    </message>
    <message>
      <source>Tickets</source>
      <translation>Tickets</translation>
    </message>
    <message>
      <source>Tickets are being fetched</source>
      <translation>Tickets werden geholt</translation>
    </message>
    <message>
      <source>Tickets you may see</source>
      <translation>Tickets, die Sie sehen dürfen</translation>
    </message>
    <message>
      <source>To the newest message</source>
      <translation>Zur neuesten Nachricht</translation>
    </message>
    <message>
      <source>Today</source>
      <translation>Heute</translation>
    </message>
    <message>
      <source>Tomorrow, {time}</source>
      <translation>Morgen, {time}</translation>
    </message>
    <message>
      <source>Too many messages to this person at once. Try again in a few seconds.</source>
      <translation>Zu viele Nachrichten auf einmal an diese Person. Bitte in einigen Sekunden erneut versuchen.</translation>
    </message>
    <message>
      <source>Training: customers and colleagues are simulated. Nothing leaves this computer.</source>
      <translation>Training: Kundschaft und Team sind simuliert. Nichts verlässt diesen Computer.</translation>
    </message>
    <message>
      <source>Transfer</source>
      <translation>Übermittlung</translation>
    </message>
    <message>
      <source>Transfer basis: {basis}.</source>
      <translation>Grundlage der Übermittlung: {basis}.</translation>
    </message>
    <message>
      <source>Try again</source>
      <translation>Erneut versuchen</translation>
    </message>
    <message>
      <source>Try now</source>
      <translation>Jetzt versuchen</translation>
    </message>
    <message>
      <source>Unclear whether it was sent</source>
      <translation>Unklar, ob gesendet</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>Rückgängig</translation>
    </message>
    <message>
      <source>Undo ({seconds} s)</source>
      <translation>Rückgängig ({seconds} s)</translation>
    </message>
    <message>
      <source>Until the customer writes</source>
      <translation>Bis wieder geschrieben wird</translation>
    </message>
    <message>
      <source>Version {version}</source>
      <translation>Version {version}</translation>
    </message>
    <message>
      <source>Video</source>
      <translation>Video</translation>
    </message>
    <message>
      <source>Voice message</source>
      <translation>Sprachnachricht</translation>
    </message>
    <message>
      <source>Waiting longest</source>
      <translation>Wartet am längsten</translation>
    </message>
    <message>
      <source>Waiting to be sent</source>
      <translation>Wartet auf Versand</translation>
    </message>
    <message>
      <source>Waits for the connection</source>
      <translation>Wartet auf die Verbindung</translation>
    </message>
    <message>
      <source>Way</source>
      <translation>Weg</translation>
    </message>
    <message>
      <source>Website chat</source>
      <translation>Website-Chat</translation>
    </message>
    <message>
      <source>What</source>
      <translation>Was</translation>
    </message>
    <message>
      <source>What the customer will read</source>
      <translation>Was die Kundin oder der Kunde liest</translation>
    </message>
    <message>
      <source>What this program processes, where it goes and what of it lies on this device.</source>
      <translation>Was dieses Programm verarbeitet, wohin es geht und was davon auf diesem Gerät liegt.</translation>
    </message>
    <message>
      <source>What was stored is intact, but nothing new can be kept. Please free some space before you write on.</source>
      <translation>Das Gespeicherte ist unversehrt, aber Neues lässt sich nicht ablegen. Bitte schaffen Sie Platz, bevor Sie weiterschreiben.</translation>
    </message>
    <message>
      <source>What you had is unchanged; the program tries again. A proxy or login page in between is the usual cause: tell your IT.</source>
      <translation>Ihr Stand ist unverändert; das Programm versucht es erneut. Meist liegt ein Proxy oder eine Anmeldeseite dazwischen: Sagen Sie Ihrer IT Bescheid.</translation>
    </message>
    <message>
      <source>What you wrote is kept. Please restart the program; if it happens again, give the log to your IT.</source>
      <translation>Was Sie geschrieben haben, ist erhalten. Bitte starten Sie das Programm neu; tritt es wieder auf, geben Sie Ihrer IT das Protokoll.</translation>
    </message>
    <message>
      <source>What you wrote is kept. Your team lead can change your rights.</source>
      <translation>Was Sie geschrieben haben, ist erhalten. Ihre Teamleitung kann Ihre Rechte ändern.</translation>
    </message>
    <message>
      <source>What you wrote or wished and the server has not confirmed yet. Nothing is lost.</source>
      <translation>Was Sie geschrieben oder gewünscht haben und der Server noch nicht bestätigt hat. Nichts geht verloren.</translation>
    </message>
    <message>
      <source>WhatsApp encrypts up to the end point at Meta, not up to this device.</source>
      <translation>WhatsApp verschlüsselt bis zum Endpunkt bei Meta, nicht bis zu diesem Gerät.</translation>
    </message>
    <message>
      <source>Window</source>
      <translation>Fenster</translation>
    </message>
    <message>
      <source>Window closed</source>
      <translation>Fenster geschlossen</translation>
    </message>
    <message>
      <source>Window closes first</source>
      <translation>Fenster schließt zuerst</translation>
    </message>
    <message>
      <source>Window closes soon</source>
      <translation>Fenster schließt bald</translation>
    </message>
    <message>
      <source>Window not open yet</source>
      <translation>Fenster noch nicht offen</translation>
    </message>
    <message>
      <source>Window: {left}</source>
      <translation>Fenster {left}</translation>
    </message>
    <message>
      <source>Without a key ring</source>
      <translation>Ohne Schlüsselbund</translation>
    </message>
    <message>
      <source>Without it nothing is stored on this device, so that nobody else can read it. Please ask your IT to set up the key ring of the system.</source>
      <translation>Ohne ihn wird auf diesem Gerät nichts gespeichert, damit niemand sonst es lesen kann. Bitte lassen Sie Ihre IT den Schlüsselbund des Systems einrichten.</translation>
    </message>
    <message>
      <source>Work e-mail</source>
      <translation>Dienstliche E-Mail</translation>
    </message>
    <message>
      <source>Write a note</source>
      <translation>Notiz schreiben</translation>
    </message>
    <message>
      <source>Write a reply …</source>
      <translation>Antwort schreiben …</translation>
    </message>
    <message>
      <source>Write an answer</source>
      <translation>Antwort schreiben</translation>
    </message>
    <message>
      <source>Yesterday</source>
      <translation>Gestern</translation>
    </message>
    <message>
      <source>You</source>
      <translation>Sie</translation>
    </message>
    <message>
      <source>You are not signed in and what is stored here is unchanged. A proxy or login page in between is the usual cause: tell your IT.</source>
      <translation>Sie sind nicht angemeldet, und was hier gespeichert ist, bleibt unverändert. Meist liegt ein Proxy oder eine Anmeldeseite dazwischen: Sagen Sie Ihrer IT Bescheid.</translation>
    </message>
    <message>
      <source>You are not signed in and what is stored here is unchanged. Please check the address and try again.</source>
      <translation>Sie sind nicht angemeldet, und was hier gespeichert ist, bleibt unverändert. Bitte prüfen Sie die Adresse und versuchen Sie es erneut.</translation>
    </message>
    <message>
      <source>You are not signed in and what is stored here is unchanged. Please give this sentence to your IT.</source>
      <translation>Sie sind nicht angemeldet, und was hier gespeichert ist, bleibt unverändert. Bitte geben Sie diesen Satz an Ihre IT weiter.</translation>
    </message>
    <message>
      <source>You are not signed in and what is stored here is unchanged. Please try again in a few minutes; if it lasts, tell your IT.</source>
      <translation>Sie sind nicht angemeldet, und was hier gespeichert ist, bleibt unverändert. Bitte versuchen Sie es in einigen Minuten erneut; hält es an, sagen Sie Ihrer IT Bescheid.</translation>
    </message>
    <message>
      <source>You are not signed in and what is stored here is unchanged. Please try again; if it lasts, tell your IT.</source>
      <translation>Sie sind nicht angemeldet, und was hier gespeichert ist, bleibt unverändert. Bitte versuchen Sie es erneut; hält es an, sagen Sie Ihrer IT Bescheid.</translation>
    </message>
    <message>
      <source>You are not signed in and what is stored here is unchanged. Please wait a few minutes before you try again.</source>
      <translation>Sie sind nicht angemeldet, und was hier gespeichert ist, bleibt unverändert. Bitte warten Sie einige Minuten, bevor Sie es erneut versuchen.</translation>
    </message>
    <message>
      <source>You can go on writing; it is sent once the connection is back.</source>
      <translation>Sie können weiterschreiben; gesendet wird, sobald sie wieder da ist.</translation>
    </message>
    <message>
      <source>You can read and write on; answers go out when the connection is back.</source>
      <translation>Sie können weiterlesen und weiterschreiben; Antworten gehen hinaus, sobald die Verbindung steht.</translation>
    </message>
    <message>
      <source>You can write a note or take the ticket over.</source>
      <translation>Sie können eine Notiz schreiben oder das Ticket übernehmen.</translation>
    </message>
    <message>
      <source>You have no access to this account.</source>
      <translation>Sie haben keinen Zugriff auf dieses Konto.</translation>
    </message>
    <message>
      <source>You may no longer do this.</source>
      <translation>Das dürfen Sie nicht mehr.</translation>
    </message>
    <message>
      <source>You: {text}</source>
      <translation>Sie: {text}</translation>
    </message>
    <message>
      <source>Your colleague sees that you took the ticket, and why.</source>
      <translation>Wer das Ticket bisher hat, sieht, dass Sie es übernommen haben und warum.</translation>
    </message>
    <message>
      <source>Your data is untouched. Please unlock the key ring of the system and try again.</source>
      <translation>Ihre Daten sind unberührt. Bitte entsperren Sie den Schlüsselbund des Systems und versuchen Sie es erneut.</translation>
    </message>
    <message>
      <source>Your draft is kept. You can hand it over as a note or take the ticket over.</source>
      <translation>Ihr Entwurf ist erhalten. Sie können ihn als Notiz übergeben oder das Ticket übernehmen.</translation>
    </message>
    <message>
      <source>Your drafts and unsent answers are kept. Please tell your IT.</source>
      <translation>Ihre Entwürfe und nicht gesendeten Antworten sind erhalten. Bitte sagen Sie Ihrer IT Bescheid.</translation>
    </message>
    <message>
      <source>Your text is kept.</source>
      <translation>Ihr Text ist erhalten.</translation>
    </message>
    <message>
      <source>Your text is kept. Nothing may be sent until the customer agrees.</source>
      <translation>Ihr Text ist erhalten. Bis zur Einwilligung darf nichts gesendet werden.</translation>
    </message>
    <message>
      <source>Your text is kept. Please look at it and decide.</source>
      <translation>Ihr Text ist erhalten. Bitte sehen Sie nach und entscheiden Sie.</translation>
    </message>
    <message>
      <source>Your text is kept. The ticket shows which rule it is.</source>
      <translation>Ihr Text ist erhalten. Welche Regel es ist, zeigt das Ticket.</translation>
    </message>
    <message>
      <source>Your text is kept. You can edit it, try again or discard it.</source>
      <translation>Ihr Text ist erhalten. Sie können ihn bearbeiten, erneut senden oder verwerfen.</translation>
    </message>
    <message>
      <source>Your text is kept. You can hand it over as a note or discard it.</source>
      <translation>Ihr Text ist erhalten. Sie können ihn als Notiz übergeben oder verwerfen.</translation>
    </message>
    <message>
      <source>Your text is kept. You can reopen the ticket or discard this.</source>
      <translation>Ihr Text ist erhalten. Sie können das Ticket wieder öffnen oder ihn verwerfen.</translation>
    </message>
    <message>
      <source>Your text is kept; you can copy it or discard it.</source>
      <translation>Ihr Text ist erhalten; Sie können ihn kopieren oder verwerfen.</translation>
    </message>
    <message>
      <source>a bot holds it</source>
      <translation>ein Bot bearbeitet es</translation>
    </message>
    <message>
      <source>absent</source>
      <translation>abwesend</translation>
    </message>
    <message>
      <source>advertising</source>
      <translation>Werbung</translation>
    </message>
    <message>
      <source>after sending</source>
      <translation>nach Versand</translation>
    </message>
    <message numerus="yes">
      <source>and %n more</source>
      <translation>
        <numerusform>und %n weitere</numerusform>
        <numerusform>und %n weitere</numerusform>
      </translation>
    </message>
    <message>
      <source>answers “{text}”</source>
      <translation>antwortet auf „{text}“</translation>
    </message>
    <message>
      <source>as of {time}</source>
      <translation>Stand {time}</translation>
    </message>
    <message>
      <source>asked</source>
      <translation>angefragt</translation>
    </message>
    <message>
      <source>attachment</source>
      <translation>Anhang</translation>
    </message>
    <message>
      <source>attention</source>
      <translation>Achtung</translation>
    </message>
    <message>
      <source>available</source>
      <translation>verfügbar</translation>
    </message>
    <message>
      <source>being checked</source>
      <translation>wird geprüft</translation>
    </message>
    <message>
      <source>being closed …</source>
      <translation>wird erledigt …</translation>
    </message>
    <message>
      <source>being fetched …</source>
      <translation>wird geholt …</translation>
    </message>
    <message>
      <source>being released …</source>
      <translation>wird freigegeben …</translation>
    </message>
    <message>
      <source>being reopened …</source>
      <translation>wird wieder geöffnet …</translation>
    </message>
    <message>
      <source>being snoozed …</source>
      <translation>wird zurückgestellt …</translation>
    </message>
    <message>
      <source>being taken …</source>
      <translation>Übernahme läuft …</translation>
    </message>
    <message>
      <source>busy</source>
      <translation>beschäftigt</translation>
    </message>
    <message>
      <source>cannot be shown</source>
      <translation>nicht darstellbar</translation>
    </message>
    <message>
      <source>category unknown</source>
      <translation>Kategorie unbekannt</translation>
    </message>
    <message>
      <source>click to fetch</source>
      <translation>zum Laden klicken</translation>
    </message>
    <message>
      <source>closed {time}</source>
      <translation>geschlossen seit {time}</translation>
    </message>
    <message>
      <source>confirmed</source>
      <translation>bestätigt</translation>
    </message>
    <message>
      <source>contract</source>
      <translation>Vertrag</translation>
    </message>
    <message>
      <source>dd/MM</source>
      <translation>dd.MM.</translation>
    </message>
    <message>
      <source>dd/MM/yyyy</source>
      <translation>dd.MM.yyyy</translation>
    </message>
    <message>
      <source>dddd, d MMMM</source>
      <translation>dddd, d. MMMM</translation>
    </message>
    <message>
      <source>dddd, d MMMM yyyy</source>
      <translation>dddd, d. MMMM yyyy</translation>
    </message>
    <message>
      <source>declared</source>
      <translation>erklärt</translation>
    </message>
    <message>
      <source>delivered</source>
      <translation>zugestellt</translation>
    </message>
    <message>
      <source>done</source>
      <translation>erledigt</translation>
    </message>
    <message>
      <source>encrypted, no address book</source>
      <translation>verschlüsselt, kein Adressbuch</translation>
    </message>
    <message>
      <source>free</source>
      <translation>frei</translation>
    </message>
    <message>
      <source>high priority</source>
      <translation>hohe Priorität</translation>
    </message>
    <message>
      <source>in order</source>
      <translation>in Ordnung</translation>
    </message>
    <message>
      <source>incomplete</source>
      <translation>unvollständig</translation>
    </message>
    <message>
      <source>less than 1 min</source>
      <translation>unter 1 Min</translation>
    </message>
    <message>
      <source>local, no TLS</source>
      <translation>lokal, ohne TLS</translation>
    </message>
    <message>
      <source>locked</source>
      <translation>gesperrt</translation>
    </message>
    <message>
      <source>messenger</source>
      <translation>Messenger</translation>
    </message>
    <message>
      <source>missing: {what}</source>
      <translation>fehlt: {what}</translation>
    </message>
    <message>
      <source>never stored</source>
      <translation>nie gespeichert</translation>
    </message>
    <message>
      <source>none</source>
      <translation>keine</translation>
    </message>
    <message>
      <source>not asked yet</source>
      <translation>noch nicht gefragt</translation>
    </message>
    <message>
      <source>not available</source>
      <translation>nicht verfügbar</translation>
    </message>
    <message>
      <source>not confirmed yet</source>
      <translation>noch nicht bestätigt</translation>
    </message>
    <message>
      <source>not delivered</source>
      <translation>nicht zugestellt</translation>
    </message>
    <message>
      <source>not in order</source>
      <translation>nicht in Ordnung</translation>
    </message>
    <message>
      <source>not stated</source>
      <translation>nicht angegeben</translation>
    </message>
    <message>
      <source>not stored as a contact</source>
      <translation>nicht als Kontakt gespeichert</translation>
    </message>
    <message>
      <source>not tied</source>
      <translation>nicht verknüpft</translation>
    </message>
    <message>
      <source>not tied to a notice</source>
      <translation>nicht mit einem Hinweis verknüpft</translation>
    </message>
    <message>
      <source>nothing stated</source>
      <translation>nichts angegeben</translation>
    </message>
    <message>
      <source>only for colleagues, never for the customer</source>
      <translation>nur für das Team, nie für Kundinnen und Kunden</translation>
    </message>
    <message>
      <source>open</source>
      <translation>offen</translation>
    </message>
    <message>
      <source>out of date</source>
      <translation>veraltet</translation>
    </message>
    <message>
      <source>owner {name}</source>
      <translation>zuständig {name}</translation>
    </message>
    <message>
      <source>provider not stated</source>
      <translation>Anbieter nicht angegeben</translation>
    </message>
    <message>
      <source>read</source>
      <translation>gelesen</translation>
    </message>
    <message>
      <source>refused</source>
      <translation>abgelehnt</translation>
    </message>
    <message>
      <source>region</source>
      <translation>Region</translation>
    </message>
    <message>
      <source>region not stated</source>
      <translation>Region nicht angegeben</translation>
    </message>
    <message>
      <source>released {time}</source>
      <translation>freigegeben {time}</translation>
    </message>
    <message>
      <source>sent</source>
      <translation>gesendet</translation>
    </message>
    <message>
      <source>service</source>
      <translation>Service</translation>
    </message>
    <message>
      <source>set by your IT</source>
      <translation>von der IT festgelegt</translation>
    </message>
    <message>
      <source>sign-in code</source>
      <translation>Anmeldecode</translation>
    </message>
    <message>
      <source>since when is not known here</source>
      <translation>seit wann, ist hier nicht bekannt</translation>
    </message>
    <message>
      <source>since {time}</source>
      <translation>seit {time}</translation>
    </message>
    <message>
      <source>since {time}, before: {previous}</source>
      <translation>seit {time}, vorher {previous}</translation>
    </message>
    <message>
      <source>snoozed</source>
      <translation>zurückgestellt</translation>
    </message>
    <message>
      <source>so that nothing is lost</source>
      <translation>nichts geht verloren</translation>
    </message>
    <message>
      <source>source not stated</source>
      <translation>Quelle nicht angegeben</translation>
    </message>
    <message>
      <source>stored encrypted</source>
      <translation>verschlüsselt gespeichert</translation>
    </message>
    <message>
      <source>team {name}</source>
      <translation>Team {name}</translation>
    </message>
    <message>
      <source>this device</source>
      <translation>dieses Gerät</translation>
    </message>
    <message>
      <source>tied by button</source>
      <translation>per Knopf verknüpft</translation>
    </message>
    <message>
      <source>tied by code</source>
      <translation>per Code verknüpft</translation>
    </message>
    <message>
      <source>tied by time only</source>
      <translation>nur zeitlich verknüpft</translation>
    </message>
    <message>
      <source>to {name} by {channel}</source>
      <translation>an {name} über {channel}</translation>
    </message>
    <message>
      <source>to {name} …</source>
      <translation>an {name} …</translation>
    </message>
    <message>
      <source>today {time}</source>
      <translation>heute {time}</translation>
    </message>
    <message>
      <source>transfer basis</source>
      <translation>Übermittlungsgrundlage</translation>
    </message>
    <message>
      <source>until {time}</source>
      <translation>bis {time}</translation>
    </message>
    <message>
      <source>urgent</source>
      <translation>dringend</translation>
    </message>
    <message>
      <source>waits for the server</source>
      <translation>wartet auf den Server</translation>
    </message>
    <message>
      <source>window: {left}</source>
      <translation>Fenster {left}</translation>
    </message>
    <message>
      <source>with the bot</source>
      <translation>beim Bot</translation>
    </message>
    <message>
      <source>with the ticket</source>
      <translation>mit dem Ticket</translation>
    </message>
    <message>
      <source>withdrawn</source>
      <translation>widerrufen</translation>
    </message>
    <message>
      <source>writes first</source>
      <translation>schreibt zuerst</translation>
    </message>
    <message>
      <source>yesterday</source>
      <translation>gestern</translation>
    </message>
    <message>
      <source>yesterday {time}</source>
      <translation>gestern {time}</translation>
    </message>
    <message>
      <source>{availability} (not confirmed yet)</source>
      <translation>{availability} (noch nicht bestätigt)</translation>
    </message>
    <message>
      <source>{date} {time}</source>
      <translation>{date} {time}</translation>
    </message>
    <message>
      <source>{days} d</source>
      <translation>{days} T</translation>
    </message>
    <message>
      <source>{days} d {hours} h</source>
      <translation>{days} T {hours} Std</translation>
    </message>
    <message>
      <source>{duration} left</source>
      <translation>noch {duration}</translation>
    </message>
    <message>
      <source>{host}, by TLS; the certificate check cannot be switched off</source>
      <translation>{host}, mit TLS; die Zertifikatsprüfung lässt sich nicht abschalten</translation>
    </message>
    <message>
      <source>{host}, which is this computer itself: nothing leaves it, so without TLS</source>
      <translation>{host}, also dieser Rechner selbst: Die Verbindung verlässt ihn nicht und hat kein TLS</translation>
    </message>
    <message>
      <source>{hours} h</source>
      <translation>{hours} Std</translation>
    </message>
    <message>
      <source>{hours} h {minutes} min</source>
      <translation>{hours} Std {minutes} Min</translation>
    </message>
    <message>
      <source>{minutes} min</source>
      <translation>{minutes} Min</translation>
    </message>
    <message>
      <source>{name} (ticket {number}) is waiting, the window closes in {time}.</source>
      <translation>{name} (Ticket {number}) wartet, das Fenster schließt in {time}.</translation>
    </message>
    <message>
      <source>{name} has had this ticket since {time}.</source>
      <translation>{name} hat dieses Ticket seit {time}.</translation>
    </message>
    <message>
      <source>{name} has this ticket.</source>
      <translation>{name} hat dieses Ticket.</translation>
    </message>
    <message>
      <source>{name} is writing …</source>
      <translation>{name} schreibt …</translation>
    </message>
    <message>
      <source>{server} on this computer itself, without TLS, clock right</source>
      <translation>{server} auf diesem Rechner selbst, ohne TLS, Uhr stimmt</translation>
    </message>
    <message>
      <source>{server} was found. Please ask your IT.</source>
      <translation>Gefunden wurde {server}. Bitte fragen Sie Ihre IT.</translation>
    </message>
    <message>
      <source>{server}, certificate valid, clock right</source>
      <translation>{server}, Zertifikat gültig, Uhr stimmt</translation>
    </message>
    <message>
      <source>{title} {detail}</source>
      <translation>{title} {detail}</translation>
    </message>
    <message>
      <source>{title} – Training</source>
      <translation>{title} – Training</translation>
    </message>
    <message>
      <source>{version} · managed by your IT</source>
      <translation>{version} · von der IT verwaltet</translation>
    </message>
  </context>
</TS>
