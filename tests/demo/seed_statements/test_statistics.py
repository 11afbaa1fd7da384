"""/statistics: S0-01 to S0-43 and S2-58 to S2-73."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from capgo_tui.demo.tables import ListedDays
from tests.demo.old_servers import (
    BEN,
    EMPTY,
    FOREIGN,
    KEYS,
    ORG,
    SHOP,
    THREE_DAYS,
    Server,
)
from tests.statements import states

APP, ORGANIZATION, USER = f"app/{SHOP}", f"org/{ORG}", "user"
EVERY = (APP, ORGANIZATION, USER)
USAGE = f"GET /statistics/app/{SHOP}/bundle_usage"

ROWS = [
    {"mau": 10, "storage": 1020, "bandwidth": 5},
    {"mau": 22, "storage": 1020, "bandwidth": 5},
    {"mau": 30, "storage": 1000, "bandwidth": 12},
]
DAY_BY_DAY = [
    {"mau": 10, "storage": 1020, "bandwidth": 5},
    {"mau": 12, "storage": 0, "bandwidth": 0},
    {"mau": 8, "storage": -20, "bandwidth": 7},
]
SVG = "{http://www.w3.org/2000/svg}svg"


def rows_of(answer: Any) -> list[dict[str, Any]]:
    """Unwrap the rows."""
    found: list[dict[str, Any]] = answer["statistics"] if isinstance(answer, dict) else answer
    return found


def figures(answer: Any) -> list[dict[str, Any]]:
    """Give the figures of each row without its date."""
    return [{name: row[name] for name in ("mau", "storage", "bandwidth")} for row in rows_of(answer)]


def asked(what: str, more: str = "") -> str:
    """Ask for the three days that have rows."""
    return f"GET /statistics/{what}?{THREE_DAYS}{more}"


@states("S0-01", "S0-09", "S0-20", "S0-26", "S2-58", "S2-59", "S2-66", "S2-70")
@pytest.mark.parametrize("what", EVERY)
@pytest.mark.parametrize("dialect", ["seed", "2025-01", "2025-11"])
async def test_figures_of_an_app_an_organization_and_a_person(dialect: str, what: str) -> None:
    assert figures(await Server(dialect).json(asked(what))) == ROWS


@states("S0-02", "S0-17")
async def test_mau_adds_up_from_day_to_day(counted: Server) -> None:
    rows = await counted.json(asked(ORGANIZATION))
    own = await counted.json(asked(ORGANIZATION, "&noAccumulate=true"))
    assert [row["mau"] for row in rows] == [10, 10 + 12, 10 + 12 + 8]
    assert sum(row["mau"] for row in own) == rows[-1]["mau"]


@states("S0-03", "S0-18")
async def test_the_last_storage_is_what_the_bundles_take(counted: Server) -> None:
    rows = await counted.json(asked(APP))
    assert rows[-1]["storage"] == counted.demo.world.apps[SHOP].current_storage_bytes == 1000


@states("S0-04", "S0-19")
async def test_bandwidth_is_the_bytes_of_the_days_so_far(counted: Server) -> None:
    assert [row["bandwidth"] for row in await counted.json(asked(APP))] == [5, 5, 12]


@states("S0-10", "S0-11", "S0-21", "S0-27", "S2-60", "S2-61", "S2-67", "S2-71")
@pytest.mark.parametrize("what", EVERY)
@pytest.mark.parametrize("dialect", ["seed", "2025-01", "2025-11"])
async def test_from_and_to_are_days_and_the_last_one_has_no_row(dialect: str, what: str) -> None:
    server = Server(dialect)
    rows = rows_of(await server.json(f"GET /statistics/{what}?from=2026-06-01&to=2026-06-02"))
    assert [row["date"][:10] for row in rows] == ["2026-06-01"]
    for query in ("", "?from=2026-06-01", "?from=2026-06-01&to=tomorrow"):
        status, _ = await server.refusal(f"GET /statistics/{what}{query}")
        assert status == 400


@states("S0-12", "S0-24", "S0-28", "S0-32")
@pytest.mark.parametrize("what", [*EVERY, f"app/{SHOP}/bundle_usage"])
async def test_the_key_goes_into_authorization(counted: Server, what: str) -> None:
    assert (await counted(asked(what), header="authorization")).status_code == 200
    assert (await counted(asked(what), headers={})).status_code == 401


@states("S0-12")
async def test_in_january_statistics_took_the_key_in_capgkey_alone_and_in_mode_all(early: Server) -> None:
    assert (await early(asked(APP), header="capgkey")).status_code == 200
    key = KEYS["all"]
    for headers, error in (
        ({"authorization": key}, "Invalid JWT token"),
        ({"authorization": key, "capgkey": key}, "Invalid JWT token"),
        ({"capgkey": KEYS["read"]}, "Invalid API key"),
        ({}, "No authentication provided"),
    ):
        response = await early(asked(APP), headers=headers)
        assert (response.status_code, response.json()) == (401, {"status": "Unauthorized", "error": error})


@states("S0-12")
@pytest.mark.parametrize(("key", "status"), [("all", 200), ("read", 200), ("write", 401), ("upload", 401)])
async def test_later_the_modes_all_and_read_saw_them(counted: Server, key: str, status: int) -> None:
    assert (await counted(asked(APP), key=key)).status_code == status


@states("S0-13", "S0-24", "S0-28")
@pytest.mark.parametrize("what", EVERY)
async def test_a_slash_before_the_question_mark_is_accepted(counted: Server, what: str) -> None:
    assert await counted.json(asked(f"{what}/")) == await counted.json(asked(what))


@states("S0-14")
async def test_the_paths_lie_at_the_root_of_the_host(counted: Server) -> None:
    assert (await counted("GET /ok", headers={})).json() == {"status": "ok"}


@states("S0-15", "S0-25", "S0-29", "S2-63", "S2-68", "S2-72")
@pytest.mark.parametrize("what", EVERY)
async def test_the_answer_is_an_array_which_was_wrapped_in_january(
    seed: Server, early: Server, late: Server, what: str
) -> None:
    assert isinstance(await seed.json(asked(what)), list)
    assert isinstance(await late.json(asked(what)), list)
    wrapped = await early.json(asked(what))
    assert (wrapped["status"], set(wrapped)) == ("ok", {"status", "statistics"})


@states("S0-16", "S2-64")
async def test_a_row_has_four_fields_and_its_date_was_a_time_in_truth(
    seed: Server, early: Server, late: Server
) -> None:
    dates = []
    for server in (seed, early, late):
        row = rows_of(await server.json(asked(APP)))[0]
        assert set(row) == {"date", "mau", "storage", "bandwidth"}
        dates.append(row["date"])
    assert dates == ["2026-06-01", "2026-06-01T00:00:00.000Z", "2026-06-01T00:00:00.000Z"]


@states("S0-10")
async def test_a_time_of_day_shows_in_every_date(early: Server) -> None:
    line = f"GET /statistics/{APP}?from=2026-06-01T12:00:00Z&to=2026-06-03T12:00:00Z"
    assert [row["date"][11:16] for row in rows_of(await early.json(line))] == ["12:00", "12:00"]


@states("S0-22")
async def test_breakdown_gives_the_figures_by_app_beside_those_of_all(seed: Server, late: Server) -> None:
    for server in (seed, late):
        found = await server.json(asked(ORGANIZATION, "&breakdown=true"))
        assert figures(found["global"]) == ROWS
        assert [row["app_id"] for row in found["byApp"]] == [EMPTY] * 3 + [SHOP] * 3
        assert [row["storage"] for row in found["byApp"]][3:] == [100, 100, 80], "there the level is missing"


@states("S0-22")
async def test_in_november_any_text_switched_a_flag_on(seed: Server, late: Server) -> None:
    for text in ("false", "0"):
        assert "byApp" in await late.json(asked(ORGANIZATION, f"&breakdown={text}"))
        assert figures(await late.json(asked(APP, f"&noAccumulate={text}"))) == DAY_BY_DAY
    assert figures(await late.json(asked(APP, "&noAccumulate="))) == ROWS
    assert figures(await seed.json(asked(ORGANIZATION, "&breakdown=false&noAccumulate=false"))) == ROWS
    assert (await seed.refusal(asked(ORGANIZATION, "&breakdown=0")))[1]["status"] == "Invalid body"


@states("S0-23")
async def test_no_accumulate_gives_the_values_of_each_day(seed: Server, late: Server) -> None:
    assert figures(await seed.json(asked(ORGANIZATION, "&noAccumulate=true"))) == DAY_BY_DAY
    for what in EVERY:
        assert figures(await late.json(asked(what, "&noAccumulate=true"))) == DAY_BY_DAY
    for server in (seed, late):
        both = await server.json(asked(ORGANIZATION, "&noAccumulate=true&breakdown=true"))
        assert [row["storage"] for row in both["byApp"]][3:] == [100, 0, -20]


@states("S0-22", "S0-23")
async def test_in_january_there_was_neither(early: Server) -> None:
    found = await early.json(asked(ORGANIZATION, "&noAccumulate=true&breakdown=true"))
    assert figures(found) == ROWS


@states("S0-26", "S2-66")
async def test_a_person_sums_over_the_organizations_that_the_key_reaches(old: Server) -> None:
    assert figures(await old.json(asked(USER), key="limited" if old.dialect == "seed" else "all")) == ROWS
    made = await old.json("PUT /organization", {"name": "Second"})
    old.demo.world.apps[SHOP].owner_org = made["id"]
    assert figures(await old.json(asked(USER))) == ROWS
    assert figures(await old.json(asked(f"org/{made['id']}"))) == ROWS


@states("S0-30", "S0-31", "S0-33", "S0-34", "S0-35", "S0-36", "S0-37")
async def test_bundle_usage_tells_who_ran_what_on_every_day(counted: Server) -> None:
    found = await counted.json(f"{USAGE}?{THREE_DAYS}")
    assert found["labels"] == ["2026-06-01", "2026-06-02", "2026-06-03", "2026-06-04"]
    assert found["datasets"] == [
        {"label": "1.0.0", "data": [60.5, 60.5, 0, 0]},
        {"label": "1.1.0", "data": [39.5, 39.5, 100, 100]},
    ]


@states("S0-33", "S0-34", "S0-35", "S0-36", "S0-37")
async def test_in_january_it_was_wrapped_had_gaps_and_was_not_rounded(early: Server) -> None:
    found = await early.json(f"{USAGE}?{THREE_DAYS}")
    assert (found["status"], found["data"]["labels"]) == ("ok", ["2026-06-01", "2026-06-03"])
    shares = [line["data"] for line in found["data"]["datasets"]]
    assert [sum(day) for day in zip(*shares, strict=True)] == pytest.approx([100, 100])
    assert shares[0][1] == pytest.approx(58.82528028574263)


@states("S0-38", "S0-43")
@pytest.mark.parametrize("what", [*EVERY, f"app/{SHOP}/bundle_usage"])
async def test_missing_parameters_are_an_invalid_body(
    seed: Server, early: Server, late: Server, what: str
) -> None:
    said = {"status": "Invalid body", "error": "Invalid date format or missing parameters"}
    assert await seed.refusal(f"GET /statistics/{what}") == (400, said)
    status, real = await early.refusal(f"GET /statistics/{what}")
    assert (status, real["status"], '"invalid_date"' in real["error"]) == (400, "Invalid body", True)
    assert (await late.refusal(f"GET /statistics/{what}"))[1]["error"] == "invalid_body"


@states("S0-39", "S0-43")
async def test_an_app_without_the_right_is_told_in_two_texts(
    seed: Server, early: Server, late: Server
) -> None:
    line, text = asked("app/com.none"), "You can't access this app"
    error = "Insufficient permissions to access statistics"
    assert (await seed.refusal(line))[1] == {"status": text, "error": error}
    assert await early.refusal(line) == (400, {"status": text})
    status, said = await late.refusal(line)
    assert (status, said["error"]) == (401, "no_access_to_app")


@states("S0-39")
async def test_in_november_a_refusal_held_the_whole_key(late: Server) -> None:
    _, said = await late.refusal(asked("app/com.none"))
    assert said["moreInfo"]["data"]["apikey"]["key"] == KEYS["all"]
    _, said = await late.refusal(asked("app/com.none/bundle_usage"))
    assert said["moreInfo"]["data"] == KEYS["all"]


@states("S0-40", "S0-43")
async def test_an_organization_without_the_right_is_told_in_two_texts(
    seed: Server, early: Server, late: Server
) -> None:
    line, text = asked(f"org/{FOREIGN}"), "You can't access this organization"
    error = "Insufficient permissions to access organization statistics"
    assert (await seed.refusal(line))[1] == {"status": text, "error": error}
    assert await early.refusal(line) == (400, {"status": text})
    assert (await late.refusal(line))[1]["error"] == "no_access_to_organization"


@states("S0-40")
async def test_a_key_that_is_limited_to_apps_sees_no_organization(seed: Server, early: Server) -> None:
    assert (await seed.refusal(asked(ORGANIZATION), key="apps"))[0] == 400
    status, said = await early.refusal(asked(ORGANIZATION), key="apps")
    assert (status, said["error"]) == (401, said["status"])
    assert said["error"].endswith(f"This API key is limited to these apps: {SHOP}")


@states("S0-41", "S0-43")
async def test_without_an_organization_the_same_text_comes_twice(
    seed: Server, early: Server, late: Server
) -> None:
    for server in (seed, early, late):
        world = server.demo.world
        world.members = {number: member for number, member in world.members.items() if member.user_id != BEN}
    said = (404, {"status": "No organizations found", "error": "No organizations found"})
    assert await seed.refusal(asked(USER), key="ben") == said
    assert await early.refusal(asked(USER), key="ben") == said
    status, body = await late.refusal(asked(USER), key="ben")
    assert (status, body["error"]) == (401, "no_organizations_found")


@states("S0-42", "S0-43")
async def test_an_internal_error_says_what_could_not_be_done(old: Server) -> None:
    for what, status in (
        (APP, "Cannot get app statistics"),
        (ORGANIZATION, "Cannot get organization statistics"),
        (USER, "Cannot get user statistics"),
    ):
        code, said = await old.refusal(f"GET /statistics/{what}?from=2026-06-04&to=2026-06-01")
        assert (code, said["status"], isinstance(said["error"], str)) == (500, status, True)


@states("S0-42")
async def test_in_november_a_reversed_range_was_zeros(late: Server) -> None:
    rows = await late.json(f"GET /statistics/{APP}?from=2026-06-04&to=2026-06-01")
    assert [(row["date"][:10], row["mau"]) for row in rows] == [
        *(("2026-06-04", 0), ("2026-06-05", 0), ("2026-06-06", 0))
    ]


@states("S2-62", "S2-65", "S2-71", "S2-73")
@pytest.mark.parametrize("what", [APP, ORGANIZATION])
@pytest.mark.parametrize("graph", ["mau", "storage", "bandwidth"])
async def test_with_graph_an_app_and_an_organization_are_drawn(old: Server, what: str, graph: str) -> None:
    response = await old(asked(what, f"&graph={graph}"))
    assert response.headers["content-type"] == "image/svg+xml"
    picture = ET.fromstring(response.text)
    assert (picture.tag, picture.get("width"), picture.get("height")) == (SVG, "700", "700")
    texts = [text for text in picture.itertext() if text.strip()]
    assert "2026-06-01" in texts
    assert ("MB" in texts) == (graph != "mau")


@states("S2-62")
async def test_another_word_is_an_invalid_body(old: Server) -> None:
    for what in EVERY:
        assert (await old.refusal(asked(what, "&graph=get")))[1]["status"] == "Invalid body"


@states("S2-67", "S2-69")
async def test_a_person_is_drawn_on_the_page_alone(seed: Server, early: Server) -> None:
    response = await seed(asked(USER, "&graph=mau"))
    assert ET.fromstring(response.text).tag == SVG
    assert figures(await early.json(asked(USER, "&graph=mau"))) == ROWS


@states("S2-62")
async def test_the_real_server_drew_the_bundles_too_and_in_november_nothing(
    early: Server, late: Server
) -> None:
    response = await early(f"{USAGE}?{THREE_DAYS}&graph=true")
    picture = ET.fromstring(response.text)
    assert {"1.0.0", "1.1.0"} <= set(picture.itertext())
    assert "data" in await early.json(f"{USAGE}?{THREE_DAYS}&graph=false")
    assert figures(await late.json(asked(APP, "&graph=mau"))) == ROWS


@states("S2-62")
async def test_a_name_is_never_markup_in_a_picture(early: Server) -> None:
    days = early.demo.world.days_of(SHOP)
    assert isinstance(days, ListedDays)
    for counts in days.bundles_by_day.values():
        counts["<script>&\x1b"] = 1
    response = await early(f"{USAGE}?{THREE_DAYS}&graph=true")
    assert "<script>" not in response.text
    assert "<script>&\ufffd" in set(ET.fromstring(response.text).itertext())
