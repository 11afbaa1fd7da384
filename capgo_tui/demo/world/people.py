"""Who is who in the default world, and which keys they hold."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from capgo_tui.demo.rows import ApiKey, Binding, Organization, User
from capgo_tui.demo.world.ids import uid

ACME, NORTHWIND, FABRIKAM, CONTOSO, HOSTILE = (
    uid(f"organization {name}") for name in ("acme", "northwind", "fabrikam", "contoso", "hostile")
)
"""The organizations of the story."""

STORY = (ACME, NORTHWIND, FABRIKAM, CONTOSO, HOSTILE)

SHOP, WALLET, BUILDS, KIOSK, NEXT = (
    *("com.acme.shop", "com.acme.wallet", "com.acme.builds", "com.acme.kiosk", "com.acme.next"),
)
ORDERS, DRIVER, TRAVEL, NAMES = (
    *("com.northwind.orders", "com.northwind.driver", "com.contoso.travel", "com.hostile.names"),
)

CLIENTS = 57
"""How many organizations the agency works for: more than the list of the API shows."""

CLIENT_ORGANIZATIONS = tuple(uid(f"organization client {number}") for number in range(CLIENTS))

HOSTILE_EMAIL = "b\u202eob+[@click=app.quit]x[/]@hostile.example"
"""An address that tries to look like another, and to be clicked."""

USERS = {
    user.id: user
    for user in (
        User(uid("user mia"), "mia@acme.example"),
        User(uid("user jonas"), "jonas@acme.example"),
        User(uid("user priya"), "priya@acme.example"),
        User(uid("user tomas"), "tomas@acme.example"),
        User(uid("user lena"), "lena@northwind.example"),
        User(uid("user omar"), "omar@northwind.example"),
        User(uid("user sofia"), "sofia@contoso.example"),
        User(uid("user sam"), "sam@nomad.example"),
        User(uid("user bob"), HOSTILE_EMAIL),
        User(uid("user guest"), "guest@example.com"),
    )
}
"""`guest@example.com` has an account and is a member of nothing: somebody to invite."""

MIA, JONAS, PRIYA, TOMAS, LENA, OMAR, SOFIA, SAM, BOB, GUEST = USERS

LEGACY_TOKEN = "ak_demo_7f3c9e2b5d1a"  # noqa: S105 - a key of the demo, and meant to be known
HASHED_SECRET = "c0ffee00-0000-4000-8000-000000000012"  # noqa: S105


def users() -> dict[str, User]:
    """Give everybody with an account."""
    return {key: User(user.id, user.email) for key, user in USERS.items()}


def _secret(number: int) -> str:
    return f"c0ffee00-0000-4000-8000-{number:012d}"


def _org(role: str, *organizations: str) -> list[Binding]:
    return [Binding("org", org_id, role) for org_id in organizations]


def _app(role: str, *apps: str) -> list[Binding]:
    return [Binding("app", ACME, role, app_id=app_id) for app_id in apps]


def api_keys(now: datetime, beta: int) -> dict[int, ApiKey]:
    """Make the keys: one for each kind of role worth trying. `beta` is the channel of the channel key."""
    at_acme = _org("org_member", ACME)
    bound: list[tuple[str, list[Binding]]] = [
        ("super admin", _org("org_super_admin", *STORY)),
        ("org admin", _org("org_admin", ACME)),
        ("org member", at_acme),
        ("billing admin", _org("org_billing_admin", ACME)),
        ("key manager", _org("apikey_manager", ACME)),
        ("org reader", _org("apikey_org_reader", ACME)),
        ("app admin", at_acme + _app("app_admin", SHOP)),
        ("developer", at_acme + _app("app_developer", SHOP)),
        ("uploader", at_acme + _app("app_uploader", SHOP)),
        ("reader", at_acme + _app("app_reader", SHOP, WALLET)),
        ("preview", at_acme + _app("app_preview", SHOP)),
        ("hashed", _org("org_admin", ACME)),
        ("app only", _app("app_admin", SHOP)),
        ("channel only", [Binding("channel", ACME, "channel_admin", app_id=SHOP, channel_id=beta)]),
        ("expired", _org("org_super_admin", ACME)),
        ("expiring", _org("org_admin", ACME)),
        ("legacy token", at_acme + _app("app_reader", SHOP)),
        ("agency", _org("org_admin", *CLIENT_ORGANIZATIONS)),
        ("northwind", _org("org_super_admin", NORTHWIND)),
    ]
    owners = {"agency": SAM, "northwind": LENA}
    ends = {"expired": now - timedelta(days=1), "expiring": now + timedelta(days=12)}
    keys = {}
    for number, (name, bindings) in enumerate(bound, start=1):
        made = now - timedelta(days=400 - 9 * number)
        keys[7000 + number] = ApiKey(
            id=7000 + number,
            name=name,
            user_id=owners.get(name, MIA),
            rbac_id=uid(f"key {name}"),
            key=_secret(number),
            expires_at=ends.get(name),
            bindings=list(bindings),
            global_permissions=["org.create"] if name in {"super admin", "agency"} else [],
            created_at=made,
            updated_at=made,
        )
    keys[7012].key, keys[7012].key_hash = None, sha256(HASHED_SECRET.encode()).hexdigest()
    keys[7017].key = LEGACY_TOKEN
    return keys


HOSTILE_NAME = "\u202e[@click=app.quit]Evil[/] [b]Corp[/b] \x1b[31m\x1b]0;owned\x07 & Søns 🦹"


def organizations(now: datetime) -> dict[str, Organization]:
    """Make the organizations: those of the story, and the agency's clients."""
    known = [
        (ACME, "Acme Mobile", MIA, "ops@acme.example", "cus_acme", "https://acme.example/", "good"),
        (NORTHWIND, "Northwind Traders", LENA, "it@northwind.example", "cus_northwind", None, "good"),
        (FABRIKAM, "Fabrikam Labs", MIA, "hello@fabrikam.example", None, None, None),
        (CONTOSO, "Contoso Travel", SOFIA, "billing@contoso.example", "cus_contoso", None, "invalid"),
        (HOSTILE, HOSTILE_NAME, BOB, HOSTILE_EMAIL, None, "https://hostile.example/", None),
        *(
            (
                org_id,
                f"Client {place + 1:02d} {_TRADES[place % len(_TRADES)]}",
                SAM,
                "ops@nomad.example",
                None,
                None,
                None,
            )
            for place, org_id in enumerate(CLIENT_ORGANIZATIONS)
        ),
    ]
    rows = {}
    for place, (org_id, name, owner, email, customer, website, plan) in enumerate(known):
        made = now - timedelta(days=690 - place * 7, hours=place)
        rows[org_id] = Organization(
            id=org_id,
            name=name,
            created_by=owner,
            management_email=email,
            customer_id=customer or f"pending_{org_id}",
            website=website,
            plan=plan,
            created_at=made,
            updated_at=made,
        )
    return rows


_TRADES = ("Bakery", "Dental", "Logistics", "Cinema", "Gym", "Florist", "Law", "Garage")

MEMBERS = (
    *((ACME, MIA, "org_super_admin"), (ACME, JONAS, "org_admin"), (ACME, PRIYA, "org_member")),
    *((ACME, TOMAS, "org_billing_admin"), (ACME, LENA, "org_member")),
    *(
        (NORTHWIND, LENA, "org_super_admin"),
        (NORTHWIND, MIA, "org_super_admin"),
        (NORTHWIND, OMAR, "org_member"),
    ),
    (FABRIKAM, MIA, "org_super_admin"),
    *((CONTOSO, SOFIA, "org_super_admin"), (CONTOSO, MIA, "org_super_admin")),
    *((HOSTILE, BOB, "org_super_admin"), (HOSTILE, MIA, "org_admin")),
    *((org_id, SAM, "org_super_admin") for org_id in CLIENT_ORGANIZATIONS),
)
"""Who belongs where; Lena is only invited at Acme, and Mia is the only super admin there."""

INVITED = {(ACME, LENA)}
