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
}

RECOMMEND_REASONS: Mapping[str, tuple[str, str]] = {
    "not a probability": ("is not a probability that can be used", "不是可用的概率"),
    "not above zero": ("is not above zero", "不大于零"),
    "not a model": ("is not a model that is known", "不是已知的模型"),
    "not a setting": ("is not a setting of the model", "不是该模型的设置"),
    "not finite": ("is not a finite number", "不是有限的数"),
}
