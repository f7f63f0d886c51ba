"""The first schema: ledger, identity, catalog, inventory, orders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SEARCH_DDL = (
    "CREATE VIRTUAL TABLE search_index USING fts5("
    "personal UNINDEXED, body, "
    "tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')",
    "INSERT INTO search_index(search_index, rank) VALUES ('secure-delete', 1)",
)


def upgrade() -> None:
    """Make every table and index, and the full-text index."""
    op.create_table('catalog_product',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('handle', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('vendor', sa.Text(), nullable=False),
    sa.Column('category', sa.Text(), nullable=False),
    sa.Column('tags', sa.Text(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('option_names', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('entry', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_catalog_product')),
    sa.UniqueConstraint('handle', name=op.f('uq_catalog_product_handle'))
    )
    op.create_index(op.f('ix_catalog_product_title'), 'catalog_product', ['title'], unique=False)
    op.create_table('database_undo',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person', sa.Text(), nullable=False),
    sa.Column('label', sa.Text(), nullable=False),
    sa.Column('at_us', sa.BigInteger(), nullable=False),
    sa.Column('first', sa.BigInteger(), nullable=False),
    sa.Column('last', sa.BigInteger(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_database_undo')),
    info={'scope': 'local'}
    )
    op.create_index(op.f('ix_database_undo_person_state'), 'database_undo', ['person', 'state'], unique=False)
    op.create_table('exchange_import',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at_us', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('files', sa.Text(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('accepted', sa.BigInteger(), nullable=False),
    sa.Column('rejected', sa.BigInteger(), nullable=False),
    sa.Column('entry', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exchange_import'))
    )
    op.create_table('identity_commitment',
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('entry', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('subject_id', name=op.f('pk_identity_commitment'))
    )
    op.create_table('identity_password',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('hash', sa.Text(), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('locked_until_us', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_identity_password')),
    info={'scope': 'vault'}
    )
    op.create_table('identity_person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('added_us', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_identity_person')),
    sa.UniqueConstraint('name', name=op.f('uq_identity_person_name'))
    )
    op.create_table('identity_shop',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('currency', sa.Text(), nullable=False),
    sa.Column('timezone', sa.Text(), nullable=False),
    sa.Column('origin', sa.Text(), nullable=False),
    sa.Column('verifier', sa.Text(), nullable=False),
    sa.Column('simulated', sa.Text(), nullable=True),
    sa.Column('founded_us', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_identity_shop'))
    )
    op.create_table('identity_vault_item',
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('nonce', sa.LargeBinary(), nullable=False),
    sa.Column('ciphertext', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('subject_id', name=op.f('pk_identity_vault_item')),
    info={'scope': 'vault'}
    )
    op.create_table('identity_vault_key',
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('subject_id', name=op.f('pk_identity_vault_key')),
    info={'scope': 'vault'}
    )
    op.create_table('inventory_location',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('entry', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inventory_location')),
    sa.UniqueConstraint('name', name=op.f('uq_inventory_location_name'))
    )
    op.create_table('inventory_move',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at_us', sa.BigInteger(), nullable=False),
    sa.Column('variant_id', sa.Integer(), nullable=False),
    sa.Column('location_id', sa.Integer(), nullable=False),
    sa.Column('quantity', sa.BigInteger(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('order_id', sa.Integer(), nullable=True),
    sa.Column('unit_cost_minor', sa.BigInteger(), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('entry', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inventory_move'))
    )
    op.create_index(op.f('ix_inventory_move_variant_id_at_us'), 'inventory_move', ['variant_id', 'at_us'], unique=False)
    op.create_table('inventory_reservation',
    sa.Column('order_id', sa.Integer(), nullable=False),
    sa.Column('variant_id', sa.Integer(), nullable=False),
    sa.Column('location_id', sa.Integer(), nullable=False),
    sa.Column('quantity', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('order_id', 'variant_id', 'location_id', name=op.f('pk_inventory_reservation'))
    )
    op.create_table('inventory_sold',
    sa.Column('variant_id', sa.Integer(), nullable=False),
    sa.Column('last_us', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('variant_id', name=op.f('pk_inventory_sold')),
    info={'scope': 'derived'}
    )
    op.create_table('ledger_checkpoint',
    sa.Column('size', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at_us', sa.BigInteger(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('kept', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('size', name=op.f('pk_ledger_checkpoint')),
    info={'scope': 'ledger'}
    )
    op.create_table('ledger_entry',
    sa.Column('idx', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at_us', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('actor', sa.Text(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=True),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('idx', name=op.f('pk_ledger_entry')),
    info={'scope': 'ledger'}
    )
    op.create_index(op.f('ix_ledger_entry_kind'), 'ledger_entry', ['kind'], unique=False)
    op.create_index(op.f('ix_ledger_entry_subject'), 'ledger_entry', ['subject'], unique=False)
    op.create_table('ledger_tile',
    sa.Column('level', sa.Integer(), nullable=False),
    sa.Column('number', sa.BigInteger(), nullable=False),
    sa.Column('hashes', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('level', 'number', name=op.f('pk_ledger_tile')),
    info={'scope': 'ledger'}
    )
    op.create_table('orders_customer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ref', sa.Text(), nullable=False),
    sa.Column('country', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('tags', sa.Text(), nullable=False),
    sa.Column('since_us', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('entry', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_orders_customer')),
    sa.UniqueConstraint('ref', name=op.f('uq_orders_customer_ref'))
    )
    op.create_table('orders_line',
    sa.Column('order_id', sa.Integer(), nullable=False),
    sa.Column('line_no', sa.Integer(), nullable=False),
    sa.Column('variant_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.Text(), nullable=True),
    sa.Column('quantity', sa.BigInteger(), nullable=False),
    sa.Column('price_minor', sa.BigInteger(), nullable=False),
    sa.Column('discount_minor', sa.BigInteger(), nullable=False),
    sa.Column('tax_minor', sa.BigInteger(), nullable=False),
    sa.Column('shipped', sa.BigInteger(), nullable=False),
    sa.Column('refunded', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('order_id', 'line_no', name=op.f('pk_orders_line')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_orders_line_variant_id_order_id'), 'orders_line', ['variant_id', 'order_id'], unique=False)
    op.create_table('orders_lookup',
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('customer_id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_orders_lookup')),
    info={'scope': 'vault'}
    )
    op.create_index(op.f('ix_orders_lookup_customer_id'), 'orders_lookup', ['customer_id'], unique=False)
    op.create_table('orders_payment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('order_id', sa.Integer(), nullable=False),
    sa.Column('at_us', sa.BigInteger(), nullable=False),
    sa.Column('method', sa.Text(), nullable=False),
    sa.Column('amount_minor', sa.BigInteger(), nullable=False),
    sa.Column('reference', sa.Text(), nullable=False),
    sa.Column('entry', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_orders_payment'))
    )
    op.create_index(op.f('ix_orders_payment_order_id'), 'orders_payment', ['order_id'], unique=False)
    op.create_table('orders_refund',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('order_id', sa.Integer(), nullable=False),
    sa.Column('at_us', sa.BigInteger(), nullable=False),
    sa.Column('amount_minor', sa.BigInteger(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('entry', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_orders_refund'))
    )
    op.create_index(op.f('ix_orders_refund_order_id'), 'orders_refund', ['order_id'], unique=False)
    op.create_table('orders_shipment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('order_id', sa.Integer(), nullable=False),
    sa.Column('at_us', sa.BigInteger(), nullable=False),
    sa.Column('carrier', sa.Text(), nullable=False),
    sa.Column('tracking', sa.Text(), nullable=False),
    sa.Column('units', sa.BigInteger(), nullable=False),
    sa.Column('entry', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_orders_shipment'))
    )
    op.create_index(op.f('ix_orders_shipment_order_id'), 'orders_shipment', ['order_id'], unique=False)
    op.create_table('orders_shipment_line',
    sa.Column('shipment_id', sa.Integer(), nullable=False),
    sa.Column('line_no', sa.Integer(), nullable=False),
    sa.Column('quantity', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('shipment_id', 'line_no', name=op.f('pk_orders_shipment_line')),
    sqlite_with_rowid=False
    )
    op.create_table('catalog_variant',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('product_id', sa.Integer(), nullable=False),
    sa.Column('sku', sa.Text(), nullable=False),
    sa.Column('barcode', sa.Text(), nullable=False),
    sa.Column('options', sa.Text(), nullable=False),
    sa.Column('price_minor', sa.BigInteger(), nullable=False),
    sa.Column('compare_at_minor', sa.BigInteger(), nullable=True),
    sa.Column('cost_minor', sa.BigInteger(), nullable=True),
    sa.Column('weight_grams', sa.Integer(), nullable=True),
    sa.Column('tracked', sa.Boolean(), nullable=False),
    sa.Column('oversell', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('entry', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['product_id'], ['catalog_product.id'], name=op.f('fk_catalog_variant_product_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_catalog_variant')),
    sa.UniqueConstraint('sku', name=op.f('uq_catalog_variant_sku'))
    )
    op.create_index(op.f('ix_catalog_variant_barcode'), 'catalog_variant', ['barcode'], unique=False)
    op.create_index(op.f('ix_catalog_variant_product_id'), 'catalog_variant', ['product_id'], unique=False)
    op.create_table('orders_order',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('channel', sa.Text(), nullable=False),
    sa.Column('placed_at_us', sa.BigInteger(), nullable=False),
    sa.Column('due_at_us', sa.BigInteger(), nullable=True),
    sa.Column('customer_id', sa.Integer(), nullable=True),
    sa.Column('country', sa.Text(), nullable=False),
    sa.Column('currency', sa.Text(), nullable=False),
    sa.Column('units', sa.BigInteger(), nullable=False),
    sa.Column('goods_minor', sa.BigInteger(), nullable=False),
    sa.Column('discount_minor', sa.BigInteger(), nullable=False),
    sa.Column('shipping_minor', sa.BigInteger(), nullable=False),
    sa.Column('tax_minor', sa.BigInteger(), nullable=False),
    sa.Column('tax_included', sa.Integer(), nullable=False),
    sa.Column('total_minor', sa.BigInteger(), nullable=False),
    sa.Column('paid_minor', sa.BigInteger(), nullable=False),
    sa.Column('refunded_minor', sa.BigInteger(), nullable=False),
    sa.Column('shipped_units', sa.BigInteger(), nullable=False),
    sa.Column('cancelled_at_us', sa.BigInteger(), nullable=True),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('source_digest', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('entry', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['customer_id'], ['orders_customer.id'], name=op.f('fk_orders_order_customer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_orders_order')),
    sa.UniqueConstraint('number', name=op.f('uq_orders_order_number'))
    )
    op.create_index(op.f('ix_orders_order_customer_id'), 'orders_order', ['customer_id'], unique=False)
    op.create_index(op.f('ix_orders_order_placed_at_us'), 'orders_order', ['placed_at_us'], unique=False)
    op.create_index(op.f('ix_orders_order_state_due_at_us'), 'orders_order', ['state', 'due_at_us'], unique=False)
    op.create_index(op.f('ix_orders_order_state_placed_at_us'), 'orders_order', ['state', 'placed_at_us'], unique=False)
    op.create_index(op.f('ix_orders_order_total_minor'), 'orders_order', ['total_minor'], unique=False)
    op.create_table('inventory_level',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('variant_id', sa.Integer(), nullable=False),
    sa.Column('location_id', sa.Integer(), nullable=False),
    sa.Column('on_hand', sa.BigInteger(), nullable=False),
    sa.Column('reserved', sa.BigInteger(), nullable=False),
    sa.Column('incoming', sa.BigInteger(), nullable=False),
    sa.Column('available', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['location_id'], ['inventory_location.id'], name=op.f('fk_inventory_level_location_id')),
    sa.ForeignKeyConstraint(['variant_id'], ['catalog_variant.id'], name=op.f('fk_inventory_level_variant_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inventory_level'))
    )
    op.create_index(op.f('ix_inventory_level_available'), 'inventory_level', ['available'], unique=False)
    op.create_index(op.f('ix_inventory_level_on_hand'), 'inventory_level', ['on_hand'], unique=False)
    op.create_index(op.f('ix_inventory_level_variant_id'), 'inventory_level', ['variant_id'], unique=False)
    for statement in SEARCH_DDL:
        op.execute(statement)
