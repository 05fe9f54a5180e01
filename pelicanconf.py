"""Pelican's settings. Pelican renders the prose in content/; the plugin adds the atlas."""

import os
import sys
from pathlib import Path

from markdown.extensions.toc import slugify_unicode

ATLAS_ROOT = str(Path(__file__).parent)
# The `pelican` command looks for packages beside itself, not in the folder it is run in.
sys.path.insert(0, ATLAS_ROOT)

from atlas.render.templates import OPTIONS  # noqa: E402

# Rows on one page of a list.
ATLAS_PAGE_SIZE = 120
SITENAME = "天津发展图志"
SITEURL = os.environ.get("SITE_URL", "")
# Where readers report a mistake: the address of a form, with {title}, {page}, {record} and {digest} where it takes them.
ATLAS_REPORT_URL = os.environ.get("ATLAS_REPORT_URL", "")
# Numbers that publishing in mainland China may need: 审图号, printed on every map, and 备案号, in every footer.
ATLAS_MAP_APPROVAL = os.environ.get("ATLAS_MAP_APPROVAL", "")
ATLAS_ICP = os.environ.get("ATLAS_ICP", "")
# Pictures for those who share a page, and the font they are drawn with, which must have Chinese characters.
ATLAS_SHARE_PICTURES = os.environ.get("ATLAS_SHARE_PICTURES", "")
ATLAS_SHARE_FONT = os.environ.get("ATLAS_SHARE_FONT", "")
# From when on changes are told, in Tianjin's time. The three articles were recorded, read a second time and audited
# before; what was rewritten until then was drafting that nobody had read. What changes later is told on /changes/.
ATLAS_HISTORY_SINCE = os.environ.get("ATLAS_HISTORY_SINCE", "2026-11-23 05:00")
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh"

PATH = "content"
PAGE_PATHS = ["zh", "en"]
ARTICLE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
# The theme's files are joined and named by their content; see atlas/render/assets.py.
THEME_STATIC_PATHS: list[str] = []
OUTPUT_PATH = "output"
THEME = "theme"
PLUGIN_PATHS = ["."]
PLUGINS = ["atlas.plugin"]
JINJA_ENVIRONMENT = OPTIONS
MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.toc": {"slugify": slugify_unicode},
        "markdown.extensions.tables": {},
        "markdown.extensions.def_list": {},
    },
    "output_format": "html",
}

PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
PAGE_LANG_URL = "{lang}/{slug}/"
PAGE_LANG_SAVE_AS = "{lang}/{slug}/index.html"

# The theme has a template for each page that is written, and for no others.
DIRECT_TEMPLATES: list[str] = []
ARCHIVES_SAVE_AS = ""
AUTHOR_SAVE_AS = ""
AUTHORS_SAVE_AS = ""
CATEGORY_SAVE_AS = ""
CATEGORIES_SAVE_AS = ""
TAG_SAVE_AS = ""
TAGS_SAVE_AS = ""
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
# Output is staged and exchanged whole; Pelican must not empty it.
DELETE_OUTPUT_DIRECTORY = False
LOAD_CONTENT_CACHE = False
CACHE_CONTENT = False
