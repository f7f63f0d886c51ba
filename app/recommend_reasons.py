"""What errors of reviews and recommendations say, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from engines.database.errors import CounterfoilError
from engines.recommend import errors as recommend

# As in app/messages.py: fields of the error stand in braces.
OF_RECOMMEND: Mapping[type[CounterfoilError], tuple[str, str]] = {
    recommend.ReviewTaken: ("A review {ref} exists.", "评价 {ref} 已存在。"),
    recommend.TooFewToJudge: (
        "Too little to judge by: it counts for {effective} independent observations, "
        "{needed} are needed. Let more come in first.",
        "数据不足，无法判断：仅相当于 {effective} 个独立观测，至少需要 {needed} 个。"
        "请先积累更多数据。",
    ),
    recommend.NothingToLearn: (
        "Nobody bought anything here: there is nothing to recommend from.",
        "此处没有任何购买记录，无法生成推荐。",
    ),
    recommend.NothingPublished: (
        "There is no earlier publication to go back to.",
        "没有可以恢复的更早发布版本。",
    ),
    recommend.UserUnknown: ("Nothing is known of the user {name}.", "没有用户 {name} 的任何记录。"),
    recommend.ItemUnknown: ("Nobody ever bought the item {name}.", "没有人购买过商品 {name}。"),
    recommend.RuleInvalid: (
        "The rule “{rule}” cannot be used: {field} {reason}. Correct it, then save it again.",
        "规则“{rule}”无法使用：{field} {reason}。请更正后重新保存。",
    ),
}

RECOMMEND_REASONS: Mapping[str, tuple[str, str]] = {
    "not a probability": ("is not a probability that can be used", "不是可用的概率"),
    "not above zero": ("is not above zero", "不大于零"),
    "nothing to tune": (
        "has no settings that are tuned: ease, item-knn, user-knn and tifu-knn have",
        "没有可调优的设置：可调优的有 ease、item-knn、user-knn、tifu-knn",
    ),
    "not in order of baskets": ("is not in ascending order of baskets", "未按购物次数升序排列"),
    "not among those learned from": (
        "is not among the items that were learned from",
        "不在模型学习过的商品之列",
    ),
    "not a model": ("is not a model that is known", "不是已知的模型"),
    "not a setting": ("is not a setting of the model", "不是该模型的设置"),
    "not finite": ("is not a finite number", "不是有限的数"),
    "no kind of rule": ("is no kind of rule", "不是规则类型"),
    "no field of it": ("is no field of it", "不是其字段"),
    "not given": ("is not given", "未给出"),
    "no fields": ("holds no fields of its own", "不含自己的字段"),
    "no text": ("is not text", "不是文本"),
    "no list of texts": ("is not a list of texts", "不是文本列表"),
    "no number": ("is not a number", "不是数"),
    "no place for lists": (
        "names a place that has no lists: there are home, product, basket, email, buy again",
        "含有不存在的位置：可用 home、product、basket、email、buy again",
    ),
    "ends before it begins": ("is not later than its beginning", "不晚于开始时间"),
    "above the end of its range": ("is above the end of its range", "大于范围上限"),
    "either factor or amount": (
        "or an amount is to be given, and not both",
        "与 amount 必须且只能给出一个",
    ),
    "neither brand nor category": ("is neither brand nor category", "既不是 brand 也不是 category"),
    "that of another rule": ("is that of another rule too", "与另一规则相同"),
}
