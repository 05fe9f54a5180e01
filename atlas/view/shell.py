"""What surrounds a page: title, navigation, breadcrumbs, the way to the other language, the footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from atlas.settings import Settings
from atlas.view import card, dates, shards, urls
from atlas.view.marks import Language, Link, Moment
from atlas.view.model import SearchBox, Shell

if TYPE_CHECKING:
    from atlas.view.volume import Volume

NAVIGATION = (
    "districts/",
    "projects/",
    "commitments/",
    "timeline/",
    "organisations/",
    "plans/",
    "sources/",
    "coverage/",
)
FOOTER = (
    "search/",
    "about/",
    "method/",
    "glossary/",
    "compare/",
    "map/",
    "data/",
    "changes/",
    "corrections/",
    "edit/",
    "licence/",
    "events/",
    "places/",
    "indicators/",
)


# As Open Graph writes languages.
LOCALE: dict[Language, str] = {"zh": "zh_CN", "en": "en_GB"}
# Where the law has every filing number lead.
_FILINGS = "https://beian.miit.gov.cn/"


class Assets(Struct, frozen=True):
    """Addresses of the theme's files from the site's root, with the digest of their content in the name."""

    stylesheet: str
    icon: str
    script: str
    filters: str = ""
    paper: str = ""
    gallery: str = ""


class Frame(Struct, frozen=True):
    """What surrounds pages that lie beside each other, the same for all of them."""

    home: Link
    nav: tuple[Link, ...]
    footer: tuple[Link, ...]
    search: SearchBox
    stylesheet: str
    paper: str
    icon: str
    script: str
    as_of: Moment
    filing: Link | None


def frame(v: Volume, path: str, file: str = "") -> Frame:
    """The surroundings of the page at `path` that do not tell which page it is.

    Args:
        file: the page's file where it is not a folder's index (404.html). A host shows it at any address,
            so that a published one points at everything from the root of the host.
    """
    settings, assets, clean = v.settings, v.assets, v.settings.site_url is not None
    address = urls.page(v.language, path) + file
    hosted = settings.site_url if file else None

    def at(target: str, *, folder: bool = not clean) -> str:
        return urls.from_host(hosted, target) if hosted else urls.relative(address, target, clean=not folder)

    def to(target: str) -> str:
        return at(urls.page(v.language, target))

    def navigate(targets: tuple[str, ...]) -> tuple[Link, ...]:
        return tuple(Link(v.t(f"nav.{item.rstrip('/')}"), to(item), current=path.startswith(item)) for item in targets)

    root = urls.from_host(hosted, "") if hosted else urls.root(address)
    return Frame(
        home=Link(v.t("site.name"), to(""), current=path == "" and not file),
        nav=navigate(NAVIGATION),
        footer=navigate(FOOTER),
        search=SearchBox(
            to("search/"),
            at(shards.ADDRESS, folder=False),
            root + urls.PREFIX[v.language],
            "" if clean else "index.html",
        ),
        stylesheet=at(assets.stylesheet, folder=False),
        paper=at(assets.paper, folder=False) if assets.paper else "",
        icon=at(assets.icon, folder=False),
        script=at(assets.script, folder=False),
        as_of=Moment(dates.day_text(settings.as_of, v.language), settings.as_of.isoformat()),
        filing=Link(settings.icp, _FILINGS) if settings.icp else None,
    )


def shell(
    v: Volume,
    path: str,
    title: str,
    description: str,
    crumbs: tuple[tuple[str, str], ...] = (),
    *,
    file: str = "",
    linked_data: str = "",
    unlisted: bool = False,
    picture: str = "",
) -> Shell:
    """The surroundings of the page at `path` (beneath its language).

    Args:
        crumbs: path and name of each page above this one, home left out.
        file: the page's file where it is not a folder's index; see `frame`.
        linked_data: what the page is about, as JSON-LD.
        unlisted: whether search engines and the map of the site leave it out.
        picture: the page's share picture, beside it.
    """
    settings, language = v.settings, v.language
    address = urls.page(language, path) + file
    other = urls.OTHER[language]
    shared = frame(v, path, file) if file else v.frames[urls.seat(path)]
    there = urls.page(other, path) + file
    if file and settings.site_url is not None:
        opposite = urls.from_host(settings.site_url, there)
    else:
        opposite = urls.relative(address, there, clean=settings.site_url is not None)
    above = tuple(Link(name, v.hrefs[urls.seat(path)][at]) for at, name in crumbs)
    return Shell(
        language=language,
        html_lang=urls.HTML_LANG[language],
        title=title,
        description=description,
        home=shared.home,
        nav=shared.nav,
        crumbs=(Link(v.t("nav.home"), shared.home.href), *above) if path or file else (),
        other=Link(v.t("site.other-language"), opposite, urls.HTML_LANG[other]),
        stylesheet=shared.stylesheet,
        paper=shared.paper,
        icon=shared.icon,
        canonical=urls.absolute(settings.site_url, address) if settings.site_url else None,
        alternates=_alternates(settings, path + file),
        footer=shared.footer,
        as_of=shared.as_of,
        robots="noindex" if file or unlisted else None,
        filing=shared.filing,
        script=shared.script,
        search=shared.search,
        social=_social(v, path + file, title, description, picture),
        linked_data=linked_data,
    )


def _social(v: Volume, path: str, title: str, description: str, picture: str) -> tuple[tuple[str, str], ...]:
    """Open Graph: what a program shows of the page when somebody shares it."""
    settings, language, name = v.settings, v.language, v.t("site.name")
    found = [
        ("og:site_name", name),
        ("og:type", "article" if path else "website"),
        ("og:title", title or name),
        ("og:description", description),
        ("og:locale", LOCALE[language]),
        ("og:locale:alternate", LOCALE[urls.OTHER[language]]),
    ]
    if settings.site_url is not None:
        found.append(("og:url", urls.absolute(settings.site_url, urls.PREFIX[language] + path)))
    if picture and settings.site_url is not None:
        found += card.social(urls.absolute(settings.site_url, urls.PREFIX[language] + path + picture), title)
    return tuple(pair for pair in found if pair[1])


def _alternates(settings: Settings, path: str) -> tuple[tuple[str, str], ...]:
    if settings.site_url is None:
        return ()
    pairs = [
        (urls.HTML_LANG[language], urls.absolute(settings.site_url, urls.PREFIX[language] + path))
        for language in urls.PREFIX
    ]
    return (*pairs, ("x-default", pairs[0][1]))
