"""Measures finding: `python tests/benchmarks/bench_find.py [contacts] [concerns]` prints a table, asserts nothing.

The town is made up: names are put together from parts so that there are a few thousand different ones.
"""

import random
import resource
import sys
import time
from statistics import quantiles

from cro_tui.find import Entry, Index

FIRST = """\
Maria José Ana Luis Carlos Elena Mohammed Fatima Yusuf Aisha Nguyen Mai Linh Minh Thanh Wei Xiu Li Jun Hana
Kenji Yuki Olga Ivan Dmitri Katya Piotr Agnieszka Zbigniew Małgorzata Søren Ingrid Björn Åsa Siobhán Seán Niamh Aoife
Patrick Bridget Catherine Kathryn Stephen Steven Geoffrey Jeffrey Michael Michelle John Jon Johnny Sarah Sara Rebecca
Thomas William Elizabeth James Robert Mary Patricia Linda Barbara Susan Jessica Karen Nancy Lisa Betty Dorothy Sandra
Ashley Kimberly Donna Emily Carol Amanda Melissa Deborah Stephanie Laura Sharon Cynthia Kathleen Amy Angela Shirley
Emmanuel Kwame Abena Kofi Chidi Ngozi Oluwaseun Adaeze Tariq Layla Omar Noor Priya Rahul Anjali Arjun Deepika Sanjay
Xavier Joaquín Guadalupe Ximena Jorge Jesús Ángel Lucía Sofía Mateo Santiago Valentina Camila Diego Rosa Pilar
"""
LAST = """\
Garcia Rodriguez Martinez Hernandez Gonzalez Lopez Kowalczyk Wojciechowski Nowak Nguyen Tran Pham Phan Xiong
Schmidt Müller Schwarzenegger Pfeiffer Beauchamp Tchaikovsky MacDonald McDonald O'Brien O'Connor Fitzgerald Knight
Wright Hughes Leigh Johnson Jonson Johnston Smith Smyth Williams Brown Jones Davis Miller Wilson Moore Taylor Anderson
Thompson Washington Jefferson Okonkwo Adeyemi Mensah Yılmaz Øvergård Łukasik Dąbrowski Ferreira D'Angelo Papadopoulos
Yamamoto Watanabe Kim Park Choi Singh Patel Kaur Rahman Hussein Abdullah Petrov Ivanova Kuznetsov
"""
ROOTS = """\
Ash Bar Ber Black Bran Brook Bur Cal Car Chester Clay Cor Crom Dal Dar Den Dun East Eber Ed El Fair Far Fen
Glen Gold Gran Green Hal Ham Hart Hazel Hol Hor Hud Ken Kin Lam Lan Lind Lock Mal Mar Mid Mor Nor Oak Oster Pem Pres
Rad Ram Red Rich Ros Row Sal Sand Sel Sher Stan Stein Stod Sut Thorn Tor Vander Wad Wal War Web Wes Whit Win Wood
"""
ENDS = """\
berg bert bridge brook burn bury by cliff cock combe cote dale den der don dorf ell er field ford gate grove
hall ham hart heim holm house ington kamp land ler ley ling lock low man mann mark mont more mouth ner ness nick ridge
rod ron row sby sen shaw ski smith son stad stein ster stock stone ström ton tree vale vik ville wall ward water way
well white wick wold wood worth ya
"""
FIRSTS, LASTS, BEGINNINGS, ENDINGS = (parts.split() for parts in (FIRST, LAST, ROOTS, ENDS))
STREETS = ["Oak", "Elm", "Smallhouse", "Campbell", "Gordon", "Kossuth", "Church", "Main", "Bowdoin", "Larch", "Pine"]
MATTERS = """cars speeding past the school at dismissal;loud music after midnight from the corner house;graffiti on the
underpass wall again;abandoned pickup without plates by the hydrant;people sleeping behind the library;drug dealing in
the parking lot after dark;kids riding dirt bikes on the trail;no streetlight near the bus stop;porch packages stolen;
neighbor's dog barking all night;double parking blocks the crosswalk;fireworks every weekend;shots heard near the park;
fight outside the bar at closing;illegal dumping in the alley;want a crossing guard at the corner""".replace(
    "\n", " "
).split(";")

TYPED = [  # as people type, and whom they mean
    ("maria garcia", "Maria Garcia"),
    ("kowal", "Zbigniew Kowalczyk"),
    ("jonson", "Rebecca Johnson"),
    ("smith", "John Smith"),
    ("nguyen mai", "Mai Nguyen"),
    ("oak street noise", ""),
    ("speeding school", ""),
    ("555-0142", ""),
    ("graffiti underpass", ""),
    ("obrien", "Bridget O'Brien"),
    ("whitfield", ""),
    ("hamilton", ""),
    ("dumping alley campbell", ""),
    ("tchaikovski", "Olga Tchaikovsky"),
    ("shwarzeneger", "Ingrid Schwarzenegger"),
]
PROBES = [  # a person of the town, and a way in which somebody types it
    ("Zbigniew Kowalczyk", "kovalchik"),
    ("Małgorzata Dąbrowski", "malgorzata dabrowsky"),
    ("Ingrid Schwarzenegger", "shwarzeneger"),
    ("Kathryn Pfeiffer", "catherine fifer"),
    ("Stephen Hughes", "steven hewes"),
    ("Siobhán O'Brien", "siobhan obrien"),
    ("Bridget O'Connor", "o connor bridget"),
    ("Mai Nguyen", "nguyin mai"),
    ("Joaquín Rodriguez", "joaquin rodrigues"),
    ("Mohammed Hussein", "muhamad husein"),
    ("Geoffrey Knight", "jeffrey nite"),
    ("Søren Øvergård", "soren overgard"),
    ("Angus MacDonald", "mcdonald angus"),
    ("Ewan McDonald", "mc donald ewan"),
    ("Agnieszka Wojciechowski", "wojchehowski"),
    ("Olga Tchaikovsky", "chaikovski"),
    ("Xavier Beauchamp", "zavier beecham"),
    ("Ana de la Cruz", "delacruz ana"),
    ("Rebecca Johnson", "rebeca jhonson"),
    ("Thomas Leigh", "tomas lee"),
    ("Fatima Abdullah", "fatma abdulla"),
    ("Seán Fitzgerald", "shawn fitzgerld"),
]
PHONE_PROBES = ["+1 (555) 019-8877", "555.019.8877", "15550198877", "0198877", "8877", "019-88", "001 555 019 8877"]
PHONE_OF = "Quentin Featherstonehaugh"


def town(contacts: int, concerns: int, chance: random.Random) -> list[Entry]:
    surnames = sorted({root + end for root in BEGINNINGS for end in ENDINGS})
    rare = chance.sample(surnames, min(len(surnames), 6000))
    taken: dict[str, str] = {}  # nobody else may be whom a probe means
    for name, query in PROBES:
        last = name.split()[-1]
        taken[last] = taken.get(last, "") + name[0] + "".join(word[0].upper() for word in query.split())
    entries = []
    for n in range(contacts):
        last = chance.choice(LASTS) if chance.random() < 0.3 else rare[int(len(rare) * chance.random() ** 2)]
        phone = f"({chance.randint(200, 989)}) 555-{chance.randint(0, 9999):04}"
        street = f"{chance.randint(1, 999)} {chance.choice(STREETS)} Street"
        name = f"{chance.choice([first for first in FIRSTS if first[0] not in taken.get(last, '')])} {last}"
        entries.append(Entry(f"p{n}", "contact", 30, (name,), (phone,), f"{street} {last.lower()}@example.org"))
    for n, (name, _) in enumerate(PROBES):
        entries.append(Entry(f"probe{n}", "contact", 30, (name,), ("555-0100",), "1 Elm Street"))
    entries.append(Entry("phone", "contact", 30, (PHONE_OF,), ("(555) 019-8877",), ""))
    words = [stem.lower() + end for stem in BEGINNINGS for end in ENDINGS]
    for n in range(concerns):
        rest = " ".join(chance.choices(words, k=6))
        text = f"{chance.choice(MATTERS)} on {chance.choice(STREETS)} Street, {chance.choice(MATTERS)}. {rest} {n}"
        entries.append(Entry(f"c{n}", "concern", 0, (f"26Q3-JDK3-{n:03}",), (), text))
    chance.shuffle(entries)
    return entries


def keystrokes(index: Index, queries: list[str], rounds: int) -> list[float]:
    times = []
    for _ in range(rounds):
        for query in queries:
            for end in range(1, len(query) + 1):
                began = time.perf_counter()
                index.search(query[:end], limit=30)
                times.append((time.perf_counter() - began) * 1000)
    return times


def memory_mb() -> float:
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize() / 2**20


def main(contacts: int = 50_000, concerns: int = 50_000) -> None:
    entries = town(contacts, concerns, random.Random(7))
    before, index = memory_mb(), Index()
    began = time.perf_counter()
    for entry in entries:
        index.put(entry)
    built = time.perf_counter() - began
    print(f"{len(index):,} entries; built in {built:.2f} s; {memory_mb() - before:.0f} MB")

    names = {entry.key: entry.names[0] for entry in entries}
    asked = [query for query, _ in TYPED] + [query for _, query in PROBES]
    keystrokes(index, asked, 1)
    for label, queries in (("usual queries", [q for q, _ in TYPED]), ("hard probes", [q for _, q in PROBES])):
        times = keystrokes(index, queries, 3)
        cuts = quantiles(times, n=100)
        print(
            f"{label}: {len(times)} keystrokes, p50 {cuts[49]:.2f} ms, p99 {cuts[98]:.2f} ms, worst {max(times):.2f} ms"
        )
    found = 0
    for n, (name, query) in enumerate(PROBES):
        hits = [hit.key for hit in index.search(query, limit=10)]
        meant = [key == f"probe{n}" or (" " not in query and names[key].endswith(name.split()[-1])) for key in hits]
        rank = meant.index(True) + 1 if any(meant) else 0
        found += rank > 0
        print(f"  {query:22} -> {name:26} {f'at {rank}' if rank else 'NOT FOUND'}")
    for query in PHONE_PROBES:
        hit = any(hit.key == "phone" for hit in index.search(query, limit=10))
        found += hit
        print(f"  {query:22} -> {PHONE_OF:26} {'found' if hit else 'NOT FOUND'}")
    print(f"{found} of {len(PROBES) + len(PHONE_PROBES)} hard probes in the first ten")

    draft = "Cars are speding past the school on Kossuth Street again, somebody wants a crossing guard"
    times = []
    for end in range(1, len(draft) + 1):
        began = time.perf_counter()
        index.similar(draft[:end], "concern", 5)
        times.append((time.perf_counter() - began) * 1000)
    cuts = quantiles(times, n=100)
    print(f"similar: p50 {cuts[49]:.2f} ms, p99 {cuts[98]:.2f} ms a keystroke")

    began = time.perf_counter()
    for n in range(1000):
        index.put(Entry(f"p{n}", "contact", 30, (f"Changed Person{n}",), (f"555-{n:04}",), "2 Pine Street"))
    print(f"put again: {time.perf_counter() - began:.3f} ms each")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
