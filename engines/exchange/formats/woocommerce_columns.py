"""What WooCommerce calls the columns of its product export, by the language of the shop.

Headers are translated (its .po files), cells are not, but for the decimal sign of prices. Found in
exports of German, French, Spanish and Chinese shops; words that changed with its versions stand
side by side. What is in no language here is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

GRAMS = {
    "g": Decimal(1),
    "kg": Decimal(1000),
    "lbs": Decimal("453.59237"),
    "oz": Decimal("28.349523125"),
}
UNITS = {"lb": "lbs", "公斤": "kg", "克": "g"}  # other words for these units
ATTRIBUTES = range(1, 100)
_WEIGHT = ("Weight ({})", "Gewicht ({})", "Poids ({})", "Peso ({})", "重量({})", "重量 ({})")
_NAME = (
    "Attribute {} name",
    "Attribut {} Name",
    "Nom de l'attribut {}",
    "Nombre del atributo {}",
    "属性 {} 名称",
    "属性{}名称",
)
_VALUES = (
    "Attribute {} value(s)",
    "Attribut {} Wert(e)",
    "Valeur(s) de l'attribut {}",
    "Valor(es) del atributo {}",
    "属性 {} 值",
    "属性{}值",
)
NAMES: Mapping[str, Sequence[str]] = {
    "id": ("ID",),
    "type": ("Type", "Typ", "Tipo", "类型"),
    "sku": ("SKU", "Artikelnummer", "UGS"),
    "title": ("Name", "Nom", "Nombre", "名称"),
    "published": ("Published", "Veröffentlicht", "Publié", "Publicado", "已发布"),
    "barcode": (
        "GTIN, UPC, EAN, or ISBN",
        "GTIN, UPC, EAN oder ISBN",
        "GTIN, UPC, EAN ou ISBN",
        "GTIN, UPC, EAN o ISBN",
    ),
    "brands": ("Brands", "Marken", "Marcas", "品牌"),
    "cost": ("Cost of goods",),
    "in_stock": (
        "In stock?",
        "Vorrätig?",
        "En stock ?",
        "¿Existencias?",
        "¿En inventario?",
        "有货？",
    ),
    "stock": ("Stock", "Bestand", "Lager", "Inventario", "库存"),
    "backorders": (
        "Backorders allowed?",
        "Lieferrückstände erlaubt?",
        "Lieferrückstande erlaubt?",
        "Rückstände erlaubt?",
        "Autoriser les commandes de produits en rupture ?",
        "¿Permitir reservas de productos agotados?",
        "允许缺货下单？",
    ),
    "weight": tuple(word.format(unit) for word in _WEIGHT for unit in (*GRAMS, *UNITS)),
    "regular": (
        "Regular price",
        "Regulärer Preis",
        "Tarif régulier",
        "Precio normal",
        "常规售价",
    ),
    "sale": ("Sale price", "Angebotspreis", "Tarif promo", "Precio rebajado", "促销价格"),
    "categories": ("Categories", "Kategorien", "Catégories", "Categorías", "分类"),
    "tags": ("Tags", "Schlagwörter", "Étiquettes", "Etiquetas", "标签"),
    "images": ("Images", "Bilder", "Imágenes", "图片"),
    "parent": ("Parent", "Übergeordnetes Produkt", "Superior", "父级"),
    "position": ("Position", "Posición", "位置"),
    **{f"name{n}": tuple(one.format(n) for one in _NAME) for n in ATTRIBUTES},
    **{f"values{n}": tuple(one.format(n) for one in _VALUES) for n in ATTRIBUTES},
}


def with_point(told: str) -> str:
    """A price with a decimal point: the export writes the shop's own sign, and no thousands."""
    whole, comma, decimals = told.strip().partition(",")
    if not comma or {",", "."} & set(decimals):
        return told
    return f"{whole.replace('.', '')}.{decimals}"
