"""Holds what virta publishes against tools of others: rdflib, pySHACL, jsonschema, SQLite, PostgreSQL, DuckDB.

    check.py published OUTPUT     every form of a published site can be read; both forms of a graph are one graph
    check.py instances OUTPUT     shapes, schema and tables of the small model take the good data and refuse the bad
    check.py examples CONTENT     calculation.sql of every worked example gives expected.csv in SQLite and DuckDB
"""

import csv
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

import duckdb
import jsonschema
import rdflib
from pyshacl import validate

wrong = []


def say(text):
    wrong.append(str(text))


def graph(path):
    return rdflib.Graph().parse(path, format="json-ld" if path.suffix == ".jsonld" else "turtle")


def published(output):
    counts = {"turtle": 0, "json-ld": 0, "json schema": 0, "sql": 0, "csvw": 0}
    scripts = []
    for path in sorted(output.rglob("*.ttl")):
        counts["turtle"] += 1
        turtle = graph(path)
        if not len(turtle):
            say(f"{path}: is empty")
        twin = path.with_suffix(".jsonld")
        if twin.exists():
            counts["json-ld"] += 1
            if set(turtle) != set(graph(twin)):
                say(f"{path}: the JSON-LD beside it is another graph")
    for path in sorted(output.rglob("schema.json")):
        counts["json schema"] += 1
        jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text()))
    for path in sorted(output.rglob("*.csv-metadata.json")):
        counts["csvw"] += 1
        told = json.loads(path.read_text())
        header = path.with_name(told["url"]).read_text().strip().split(",")
        if [column["name"] for column in told["tableSchema"]["columns"]] != header:
            say(f"{path}: the columns are not those of {told['url']}")
    for path in sorted(output.rglob("schema.sql")):
        counts["sql"] += 1
        scripts.append(path)
        with sqlite3.connect(":memory:") as database:
            database.execute("PRAGMA foreign_keys = ON")
            database.executescript(path.read_text())
    postgres([("", path.read_text(), True, path) for path in scripts])
    print(counts)
    if min(counts.values()) == 0:
        say(f"a form is not there at all: {counts}")


def postgres(cases):
    """Runs scripts in PostgreSQL, each in a schema of its own: (setup, script, whether it succeeds, name)."""
    initdb = shutil.which("initdb") or next(iter(sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))), None)
    if initdb is None:
        return say("PostgreSQL is not installed (apt-get install postgresql); tests/run does it")
    tools = pathlib.Path(initdb).resolve().parent
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder = tempfile.mkdtemp(prefix="virta-pg-")
    try:
        if as_user:
            shutil.chown(folder, "postgres")
        run = lambda *words, **more: subprocess.run([*as_user, *map(str, words)], cwd="/", capture_output=True, text=True, **more)
        made = run(tools / "initdb", "-D", f"{folder}/data", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C", "-U", "virta")
        if made.returncode:
            return say(f"initdb: {made.stderr}")
        started = subprocess.run([*as_user, str(tools / "pg_ctl"), "-D", f"{folder}/data", "-w", "-s", "-l", f"{folder}/log",
                                  "-o", f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off", "start"], cwd="/")
        if started.returncode:
            return say(f"PostgreSQL does not start: {started.returncode}")
        try:
            for at, (setup, script, succeeds, name) in enumerate(cases):
                text = f"CREATE SCHEMA s{at};\nSET search_path TO s{at};\n{setup}\n{script}"
                ran = run("psql", "-h", folder, "-U", "virta", "-d", "postgres", "-q", "-v", "ON_ERROR_STOP=1", input=text)
                if (ran.returncode == 0) != succeeds:
                    say(f"PostgreSQL {'refuses' if succeeds else 'takes'} {name}: {ran.stderr.strip()[:500]}")
        finally:
            run(tools / "pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "-s", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


GOOD_RDF = """
<urn:a1> a m:asiakas ; a:tunniste "a1" ; a:syntynyt "1980-01-01"^^xsd:date .
<urn:h1> a m:hoitaja ; h:tunniste "h1" .
<urn:k1> a m:kaynti ; k:tunniste "k1" ; k:asiakas "a1" ; k:alkoi "2023-01-01T08:00:00"^^xsd:dateTime ; k:kiire "1" ; k:syyt "x", "y" ; m:hoitajat <urn:h1> .
<urn:a1> m:kavija <urn:k1> .
"""
GOOD = {
    "asiakas": [{"tunniste": "a1", "syntynyt": "1980-01-01"}],
    "hoitaja": [{"tunniste": "h1"}],
    "kaynti": [{"tunniste": "k1", "asiakas": "a1", "alkoi": "2023-01-01T08:00:00", "kiire": "1", "hinta": 12.5, "kesto": "PT15M", "vuosi": 2023, "syyt": ["x", "y"]}],
    "kotikaynti": [{"tunniste": "k2", "asiakas": "a1", "alkoi": "2023-01-01T08:00:00", "kiire": "2", "syyt": ["x"], "matka": 2}],
    "hoitajat": [{"kaynti": "k1", "hoitaja": "h1"}],
}
GOOD_SQL = """
INSERT INTO "asiakas" ("tunniste", "syntynyt") VALUES ('a1', '1980-01-01');
INSERT INTO "hoitaja" ("tunniste") VALUES ('h1');
INSERT INTO "kaynti" ("tunniste", "asiakas", "alkoi", "kiire", "hinta", "vuosi", "peruttu") VALUES ('k1', 'a1', '2023-01-01T08:00:00', '1', 12.5, 2023, TRUE);
INSERT INTO "kaynti.syyt" ("tunniste", "value") VALUES ('k1', 'x'), ('k1', 'y');
INSERT INTO "kotikaynti" ("tunniste", "matka") VALUES ('k1', 2);
INSERT INTO "hoitajat" ("kaynti", "hoitaja") VALUES ('k1', 'h1');
"""
BAD_SQL = [
    """INSERT INTO "kaynti" ("tunniste", "asiakas", "alkoi", "kiire") VALUES ('k9', 'a9', '2023-01-01T08:00:00', '1');""",
    """INSERT INTO "kaynti" ("tunniste", "asiakas", "alkoi", "kiire") VALUES ('k9', 'a1', '2023-01-01T08:00:00', 'x');""",
    """INSERT INTO "kaynti" ("tunniste", "asiakas", "kiire") VALUES ('k9', 'a1', '1');""",
    """INSERT INTO "kaynti" ("tunniste", "asiakas", "alkoi", "kiire", "vuosi") VALUES ('k9', 'a1', '2023-01-01T08:00:00', '1', 12023);""",
    """INSERT INTO "asiakas" ("tunniste") VALUES ('a1');""",
    """INSERT INTO "kotikaynti" ("tunniste", "matka") VALUES ('k9', 2);""",
    """INSERT INTO "hoitajat" ("kaynti", "hoitaja") VALUES ('k1', 'h9');""",
]


def instances(output):
    model = output / "kasitemallit/hoito"
    shapes = graph(model / "shacl.ttl")
    base = "https://example.org/kasitemallit/hoito/"
    head = f"@prefix m: <{base}#> . @prefix a: <{base}asiakas/#> . @prefix h: <{base}hoitaja/#> . @prefix k: <{base}kaynti/#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."
    bad_rdf = [
        GOOD_RDF.replace('k:kiire "1"', 'k:kiire "9"'),
        GOOD_RDF.replace(' k:alkoi "2023-01-01T08:00:00"^^xsd:dateTime ;', ""),
        GOOD_RDF.replace('"1980-01-01"^^xsd:date', '"1980"'),
        GOOD_RDF.replace("m:hoitajat <urn:h1>", "m:hoitajat <urn:a1>"),
        GOOD_RDF.replace("<urn:a1> m:kavija <urn:k1> .", ""),
        GOOD_RDF.replace('k:tunniste "k1"', 'k:tunniste "k1", "k2"'),
    ]
    for at, (data, good) in enumerate([(GOOD_RDF, True)] + [(bad, False) for bad in bad_rdf]):
        conforms, _, text = validate(rdflib.Graph().parse(data=head + data, format="turtle"), shacl_graph=shapes, ont_graph=shapes, meta_shacl=at == 0)
        if conforms != good:
            say(f"SHACL {at}: {text}")
    validator = jsonschema.Draft202012Validator(json.loads((model / "schema.json").read_text()), format_checker=jsonschema.FormatChecker())
    for error in validator.iter_errors(GOOD):
        say(f"JSON Schema refuses the good data: {error.message}")
    changes = [("kiire", "9"), ("alkoi", "eilen"), ("hinta", "12"), ("kesto", "15"), ("vuosi", 12023), ("syyt", []), ("muuta", 1), ("asiakas", None)]
    for key, value in changes:
        bad = json.loads(json.dumps(GOOD))
        bad["kaynti"][0][key] = value
        if validator.is_valid(bad):
            say(f"JSON Schema takes {key} = {value}")
    bad = json.loads(json.dumps(GOOD))
    del bad["kotikaynti"][0]["alkoi"]
    if validator.is_valid(bad):
        say("JSON Schema takes a special record without what the general one demands")
    script = (model / "schema.sql").read_text()
    for at, bad in enumerate([""] + BAD_SQL):
        database = sqlite3.connect(":memory:")
        database.execute("PRAGMA foreign_keys = ON")
        database.executescript(script + GOOD_SQL)
        try:
            database.executescript(bad)
            if at:
                say(f"SQLite takes {bad}")
        except sqlite3.IntegrityError:
            pass
    postgres([(script, GOOD_SQL, True, "the good data")] + [(script + GOOD_SQL, bad, False, bad) for bad in BAD_SQL])


def number(cell):
    try:
        return round(float(cell), 6)
    except (TypeError, ValueError):
        return str(cell)


def examples(content):
    count = 0
    for script in sorted(content.glob("indicators/*/examples/*/calculation.sql")):
        folder, count = script.parent, count + 1
        with open(folder / "expected.csv", encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        columns = [name for name in rows[0] if name not in ("status", "note")]
        tables = [path for path in sorted(folder.glob("*.csv")) if path.name != "expected.csv"]
        for name, result in (("SQLite", in_sqlite(tables, script)), ("DuckDB", in_duckdb(tables, script))):
            names, found = result
            keep = [names.index(column) for column in columns if column in names]
            missing = [column for column in columns if column not in names]
            got = sorted(str([number(row[at]) for at in keep]) for row in found)
            wanted = sorted(str([number(row[column]) for column in columns if column in names]) for row in rows)
            if missing or got != wanted:
                say(f"{folder.relative_to(content)} in {name}: {missing or ''} {got} is not {wanted}")
    print(f"{count} worked examples")
    if count == 0:
        say("there are no worked examples")


def in_sqlite(tables, script):
    database = sqlite3.connect(":memory:")
    for path in tables:
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            header = next(reader)
            database.execute(f'CREATE TABLE "{path.stem}" ({", ".join(f"{chr(34)}{name}{chr(34)} TEXT" for name in header)})')
            database.executemany(f'INSERT INTO "{path.stem}" VALUES ({", ".join("?" * len(header))})', ([cell or None for cell in row] for row in reader))
    cursor = database.execute(re.sub(r"--[^\n]*", "", script.read_text()).strip().rstrip(";"))
    return [column[0] for column in cursor.description], cursor.fetchall()


def in_duckdb(tables, script):
    database = duckdb.connect()
    for path in tables:
        database.execute(f"CREATE TABLE \"{path.stem}\" AS SELECT * FROM read_csv('{path}', header = true, all_varchar = true)")
    cursor = database.execute(script.read_text())
    return [column[0] for column in cursor.description], cursor.fetchall()


{"published": published, "instances": instances, "examples": examples}[sys.argv[1]](pathlib.Path(sys.argv[2]).resolve())
for line in wrong[:30]:
    print(line, file=sys.stderr)
sys.exit(1 if wrong else 0)
