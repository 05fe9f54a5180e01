"""Units as articles write them: the code of the base unit in the vocabulary, and how many of those it is."""

from __future__ import annotations

from decimal import Decimal

# Units that no vocabulary term stands for keep their own name, so that they equal no record by accident.
UNITS: dict[str, tuple[str, Decimal]] = {
    "平方公里": ("m2", Decimal(1_000_000)),
    "平方千米": ("m2", Decimal(1_000_000)),
    "km2": ("m2", Decimal(1_000_000)),
    "平方米": ("m2", Decimal(1)),
    "平米": ("m2", Decimal(1)),
    "m2": ("m2", Decimal(1)),
    "公顷": ("m2", Decimal(10_000)),
    "亩": ("亩", Decimal(1)),
    "立方米": ("立方米", Decimal(1)),
    "公里": ("m", Decimal(1000)),
    "千米": ("m", Decimal(1000)),
    "km": ("m", Decimal(1000)),
    "米": ("m", Decimal(1)),
    "元": ("CNY", Decimal(1)),
    "元人民币": ("CNY", Decimal(1)),
    "美元": ("美元", Decimal(1)),
    "欧元": ("欧元", Decimal(1)),
    "%": ("percent", Decimal(1)),
    "个百分点": ("百分点", Decimal(1)),
    "百分点": ("百分点", Decimal(1)),
    "倍": ("倍", Decimal(1)),
    "分钟": ("minute", Decimal(1)),
    "小时": ("小时", Decimal(1)),
    "个小时": ("小时", Decimal(1)),
    "年": ("year", Decimal(1)),
    "周年": ("周年", Decimal(1)),
    "个月": ("month", Decimal(1)),
    "天": ("day", Decimal(1)),
    "日": ("day", Decimal(1)),
    "人次": ("人次", Decimal(1)),
    "吨": ("吨", Decimal(1)),
    "千瓦时": ("千瓦时", Decimal(1)),
}

# Words between a number and what is counted. Left out are those that mostly make other words (期, 方, 级, 代, 分).
MEASURE_WORDS = "个家座条盏户处间栋幢人名位项所台套辆次件篇款类种场届片块支只张份批层株棵口艘架部首门队对组团节大"
# Words that begin with one and are none: 117项目 is a name, not 117 items.
NO_MEASURE = "|".join(
    (
        *(
            "项目",
            "名称",
            "名义",
            "所有",
            "所在",
            "场景",
            "处理",
            "处置",
            "条件",
            "条例",
            "位于",
            "位置",
            "大学",
            "节点",
        ),
        *("门户", "部门", "部分", "家庭", "间接", "类似", "届时", "支持", "支撑", "组织", "层面"),
    )
)
# 大 and no word at all stand before any noun; the others say what kind of thing is counted.
NEUTRAL = frozenset({"", "大"})
# 一个, 一批: an article more often than a count.
INDEFINITE = frozenset("个批种类次场片份套支张层块大对部组团节只门首口队位")
