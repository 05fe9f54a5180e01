"""What surrounds a page: title, navigation, breadcrumbs, the way to the other language, the footer."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.link.atlas import Atlas
from atlas.records import PUBLISHED
from atlas.settings import Settings
from atlas.view import card, dates, shards, urls
from atlas.view.model import Language, Link, Moment, SearchBox, Shell
from atlas.view.strings import Strings

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


@dataclass(frozen=True, slots=True)
class Assets:
    """Addresses of the theme's files from the site's root, with the digest of their content in the name."""

    stylesheet: str
    icon: str
    script: str
    filters: str = ""
    paper: str = ""
    gallery: str = ""


def shell(
    atlas: Atlas,
    settings: Settings,
    strings: Strings,
    assets: Assets,
    language: Language,
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
        file: the page's file where it is not a folder's index (404.html). A host shows it at any address,
            so that a published one points at everything from the root of the host.
        linked_data: what the page is about, as JSON-LD.
        unlisted: whether search engines and the map of the site leave it out.
        picture: the page's share picture, beside it.
    """
    address = urls.page(language, path) + file
    clean = settings.site_url is not None
    other = urls.OTHER[language]

    def t(key: str, **values: object) -> str:
        return strings.get(language, key, **values)

    def at(target: str, *, folder: bool = not clean) -> str:
        if file and settings.site_url is not None:
            return urls.from_host(settings.site_url, target)
        return urls.relative(address, target, clean=not folder)

    def to(target: str) -> str:
        return at(urls.page(language, target))

    def navigate(targets: tuple[str, ...]) -> tuple[Link, ...]:
        return tuple(Link(t(f"nav.{item.rstrip('/')}"), to(item), current=path.startswith(item)) for item in targets)

    search = SearchBox(
        to("search/"),
        at(shards.ADDRESS, folder=False),
        urls.from_host(settings.site_url, urls.PREFIX[language])
        if file and settings.site_url is not None
        else urls.root(address) + urls.PREFIX[language],
        "" if clean else "index.html",
    )
    home = Link(t("site.name"), to(""), current=path == "" and not file)
    return Shell(
        language=language,
        html_lang=urls.HTML_LANG[language],
        title=title,
        description=description,
        home=home,
        nav=navigate(NAVIGATION),
        crumbs=(Link(t("nav.home"), to("")), *(Link(name, to(above)) for above, name in crumbs))
        if path or file
        else (),
        other=Link(
            t("site.other-language"),
            at(urls.page(other, path) + file),
            urls.HTML_LANG[other],
        ),
        stylesheet=at(assets.stylesheet, folder=False),
        paper=at(assets.paper, folder=False) if assets.paper else "",
        icon=at(assets.icon, folder=False),
        canonical=urls.absolute(settings.site_url, address) if settings.site_url else None,
        alternates=_alternates(settings, path + file),
        footer=navigate(FOOTER),
        as_of=Moment(dates.day_text(settings.as_of, language), settings.as_of.isoformat()),
        counts=_counts(atlas, strings, language),
        robots="noindex" if file or unlisted else None,
        filing=Link(settings.icp, _FILINGS) if settings.icp else None,
        script=at(assets.script, folder=False),
        search=search,
        build=t("site.build", commit=settings.commit[:12]) if path == "about/" and settings.commit else "",
        social=_social(settings, strings, language, path + file, title, description, picture),
        linked_data=linked_data,
    )


def _social(
    settings: Settings, strings: Strings, language: Language, path: str, title: str, description: str, picture: str
) -> tuple[tuple[str, str], ...]:
    """Open Graph: what a program shows of the page when somebody shares it."""
    name = strings.get(language, "site.name")
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


def _counts(atlas: Atlas, strings: Strings, language: Language) -> str:
    """How many records of each type the site holds, in a row."""
    parts = [
        strings.get(language, f"count.{cls.folder}", n=len(atlas.all(cls)))
        for cls in PUBLISHED
        if cls.folder in ("sources", "districts", "projects", "commitments", "organisations")
    ]
    return strings.get(language, "list.join").join(parts)
