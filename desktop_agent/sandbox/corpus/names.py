# SPDX-License-Identifier: Apache-2.0
"""Fictional names, streets and things for the slots of the templates; no real person is meant."""

from __future__ import annotations

from typing import Final


def _listed(text: str) -> tuple[str, ...]:
    """Return the comma-separated entries of a block of text."""
    return tuple(entry.strip() for entry in text.replace("\n", " ").split(",") if entry.strip())


FIRST_NAMES_DE: Final = _listed(
    """
    Anna, Bernd, Claudia, Dieter, Elke, Frank, Gisela, Heiko, Inge, Jürgen, Karin, Lars, Monika,
    Norbert, Petra, Ralf, Sabine, Thomas, Ute, Volker, Walter, Annika, Björn, Carolin, Daniel, Eva,
    Florian, Greta, Hannah, Jan, Johanna, Katharina, Leon, Lena, Lukas, Mareike, Marvin, Nele,
    Niklas, Paula, Philipp, Ronja, Sebastian, Sophie, Stefan, Tanja, Tim, Vanessa, Yvonne, Moritz,
    Frieda, Emil, Ida, Oskar, Mathilda, Konrad, Helga, Renate, Gerda, Horst, Manfred, Ingrid,
    Brigitte, Ursula, Wolfgang, Günther, Heinz, Rolf, Christa, Doris, Antje, Birte, Cord, Dörte,
    Fiete, Imke, Jannes, Kerstin, Levke, Malte, Nadine, Ole, Pia, Rieke, Sönke, Tjark, Wiebke,
    Merle, Henning, Kathrin, Jule, Torben, Silke, Uwe, Marlies, Bastian, Corinna, Detlef, Edith
    """
)
LAST_NAMES_DE: Final = _listed(
    """
    Albers, Bachmann, Carstens, Dietrich, Ebeling, Fuhrmann, Gerlach, Hartwig, Ihlenfeld, Jacobsen,
    Kessler, Lammers, Marquardt, Niemann, Oltmanns, Petersen, Quandt, Reuter, Sievers, Thomsen,
    Uhlig, Vollmer, Wendt, Zander, Ahrens, Brinkmann, Clasen, Drewes, Engelke, Feldmann, Gehrke,
    Hinrichs, Jansen, Kröger, Lorenz, Meinhardt, Nolte, Ostermann, Paulsen, Rademacher, Schünemann,
    Tiedemann, Urban, Voigt, Wegener, Ziegler, Behrens, Cordes, Dohrmann, Evers, Freese, Goldmann,
    Heitmann, Isermann, Jürgens, Koopmann, Lübbers, Mohrmann, Neuhaus, Opitz, Pohlmann, Rathjen,
    Stahlmann, Teichert, Ulrich, Viebrock, Wiechert, Abel, Birkner, Cramer, Dorn, Eichholz,
    Falkenberg, Grote, Hollmann, Immel, Jorde, Kirchhoff, Lindner, Maibaum, Nordmann, Ortlieb,
    Pfeifer, Raabe, Sandmann, Tischler, Unger, Vahrenholt, Wachter, Zimmer, Ballhorn, Dreyer,
    Ellerbrock, Fricke, Giesecke, Hoyer, Kaminski, Lohmann, Mertens, Nagel, Pape, Rolfes, Steffens,
    Trautmann, Wessels, Zielinski, Bornemann, Deppe, Fechner, Grabow, Hellwig, Kiesewetter, Lütjens
    """
)
FIRST_NAMES_TR: Final = _listed(
    """
    Elif, Mehmet, Zeynep, Mustafa, Emine, Hüseyin, Fatma, Murat, Selin, Kemal, Derya, Orhan, Gül,
    Serkan, Esra, Burak, Nurcan, Cem, Hatice, Volkan, Aylin, Tarık, Sevgi, Onur
    """
)
LAST_NAMES_TR: Final = _listed(
    """
    Yıldız, Kaya, Şahin, Çelik, Aydın, Öztürk, Arslan, Doğan, Koç, Kurt, Aslan, Polat, Güneş, Tekin,
    Erdem, Bulut, Karaca, Toprak, Uçar, Özkan
    """
)
FIRST_NAMES_EN: Final = _listed(
    """
    Olivia, James, Grace, Henry, Chloe, Samuel, Amara, Daniel, Priya, Owen, Naomi, Victor, Ruth,
    Kwame, Isla, Patrick, Joyce, Liam, Adaeze, Colin
    """
)
LAST_NAMES_EN: Final = _listed(
    """
    Whitfield, Osei, Harper, Mbeki, Collins, Adeyemi, Fletcher, Okonkwo, Barker, Mensah, Doyle,
    Sharma, Lawson, Nwosu, Pearce, Boateng, Quinn, Rao, Sutton, Achebe
    """
)
FIRST_NAMES_AR: Final = _listed(
    """
    ليلى, أحمد, سارة, خالد, نور, يوسف, هدى, عمر, رنا, سامي, دينا, طارق, ريم, حسن
    """
)
LAST_NAMES_AR: Final = _listed(
    """
    الخطيب, منصور, حمدان, العلي, نصار, درويش, صالح, قاسم, العمري, عيسى
    """
)
# Streets, goods and devices are feminine nouns, so that templates may say "die" and "meine".
STREETS: Final = _listed(
    """
    Lindenallee, Poststraße, Töpferstraße, Brückenstraße, Marktgasse, Schleusenstraße, Bergstraße,
    Hafenstraße, Kastanienallee, Mühlenstraße, Gartenstraße, Kirchgasse, Birkenallee, Sonnenstraße,
    Ziegelstraße, Fliederstraße, Bleichstraße, Wiesenstraße, Rosenstraße, Kapellenstraße,
    Bahnhofstraße, Amselgasse, Wallstraße, Eichenallee, Weberstraße, Seestraße, Feldstraße,
    Nordstraße, Webergasse, Parkallee, Drosselgasse, Ahornallee, Torstraße, Schulstraße,
    Deichstraße, Quellenstraße
    """
)
MONTHS: Final = _listed(
    """
    Januar, Februar, März, April, Mai, Juni, Juli, August, September, Oktober, November, Dezember
    """
)
WEEKDAYS: Final = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag")
# Places that need no article: the first four and the last four never meet.
DISTRICTS: Final = _listed(
    """
    Auental, Neufeld, Birkenhorst, Klosterdorf, Lindenhorst, Ostheim, Wehrfelde, Marienhagen
    """
)
DEVICES: Final = _listed(
    """
    Waschmaschine, Spülmaschine, Mikrowelle, Dunstabzugshaube, Kaffeemaschine, Gefriertruhe,
    Nähmaschine, Bohrmaschine, Kochplatte, Heckenschere, Küchenmaschine, Umwälzpumpe
    """
)
GOODS: Final = _listed(
    """
    Regenjacke, Schreibtischlampe, Gartenbank, Fahrradtasche, Trinkflasche, Wanderhose, Stehlampe,
    Kaffeekanne, Sporttasche, Isomatte, Luftpumpe, Winterjacke, Picknickdecke, Brotdose, Kommode,
    Garderobe, Tischdecke, Mütze
    """
)
COLOURS: Final = _listed(
    """
    Blau, Grün, Grau, Schwarz, Rot, Weiß, Dunkelbraun, Senfgelb
    """
)
EMAIL_HOSTS: Final = ("example.org", "example.com", "example.net")
