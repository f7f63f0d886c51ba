<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Actions</name>
    <message>
        <source>Inventory</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Recommendations</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>账本</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Import files…</source>
        <translation>导入文件…</translation>
    </message>
    <message>
        <source>Watch a folder for files…</source>
        <translation>监视文件夹中的文件…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Verify the ledger</source>
        <translation>校验账本</translation>
    </message>
    <message>
        <source>Improve recommendations</source>
        <translation>改进推荐</translation>
    </message>
    <message>
        <source>Publish a draft of recommendations…</source>
        <translation>发布推荐草稿…</translation>
    </message>
    <message>
        <source>Roll recommendations back</source>
        <translation>回滚推荐</translation>
    </message>
    <message>
        <source>Back up…</source>
        <translation>备份…</translation>
    </message>
    <message>
        <source>Show alerts</source>
        <translation>查看提醒</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Open another shop…</source>
        <translation>打开其他店铺…</translation>
    </message>
    <message>
        <source>Set my password…</source>
        <translation>设置我的密码…</translation>
    </message>
</context>
<context>
    <name>AdjustDialog</name>
    <message>
        <source>Adjust stock</source>
        <translation>调整库存</translation>
    </message>
    <message>
        <source>Adjust</source>
        <translation>调整</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>A difference of 0 changes nothing.</source>
        <translation>差额为 0 不会改变任何内容。</translation>
    </message>
    <message>
        <source>Say why.</source>
        <translation>请说明原因。</translation>
    </message>
</context>
<context>
    <name>AlertDesk</name>
    <message>
        <source>Alerts</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Nothing needs your attention.</source>
        <translation>没有需要处理的事项。</translation>
    </message>
</context>
<context>
    <name>Alerts</name>
    <message>
        <source>Verify</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Back up…</source>
        <translation>备份…</translation>
    </message>
    <message>
        <source>Import again…</source>
        <translation>重新导入…</translation>
    </message>
    <message>
        <source>Show stock</source>
        <translation>查看库存</translation>
    </message>
    <message>
        <source>Show orders</source>
        <translation>查看订单</translation>
    </message>
    <message>
        <source>The last verification found a problem in the ledger</source>
        <translation>上次校验发现账本有 1 处问题</translation>
    </message>
    <message>
        <source>The last verification found {count} problems in the ledger</source>
        <translation>上次校验发现账本有 {count} 处问题</translation>
    </message>
    <message>
        <source>1 order is late</source>
        <translation>1 个订单已逾期</translation>
    </message>
    <message>
        <source>{count} orders are late</source>
        <translation>{count} 个订单已逾期</translation>
    </message>
    <message>
        <source>1 SKU is promised beyond stock</source>
        <translation>1 个 SKU 的承诺量超出库存</translation>
    </message>
    <message>
        <source>{count} SKUs are promised beyond stock</source>
        <translation>{count} 个 SKU 的承诺量超出库存</translation>
    </message>
    <message>
        <source>1 order has waited for payment for more than a week</source>
        <translation>1 个订单待付款已超过一周</translation>
    </message>
    <message>
        <source>{count} orders have waited for payment for more than a week</source>
        <translation>{count} 个订单待付款已超过一周</translation>
    </message>
    <message>
        <source>The ledger was never verified on this machine</source>
        <translation>本机尚未校验过账本</translation>
    </message>
    <message>
        <source>The ledger was last verified {count} days ago</source>
        <translation>上次校验账本是在 {count} 天前</translation>
    </message>
    <message>
        <source>No backup was made on this machine</source>
        <translation>本机尚未做过备份</translation>
    </message>
    <message>
        <source>The last backup is {count} days old</source>
        <translation>上次备份是在 {count} 天前</translation>
    </message>
    <message>
        <source>The verification stopped: {why}</source>
        <translation>校验中断：{why}</translation>
    </message>
    <message>
        <source>The import failed: {why}</source>
        <translation>导入失败：{why}</translation>
    </message>
    <message>
        <source>The backup failed: {why}</source>
        <translation>备份失败：{why}</translation>
    </message>
</context>
<context>
    <name>Backup</name>
    <message>
        <source>Back up the shop</source>
        <translation>备份店铺</translation>
    </message>
    <message>
        <source>Backed up. SHA-256 {digest}</source>
        <translation>已备份。SHA-256 {digest}</translation>
    </message>
    <message>
        <source>Backing up</source>
        <translation>正在备份</translation>
    </message>
</context>
<context>
    <name>CellMenu</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Fill down</source>
        <translation>向下填充</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Change values…</source>
        <translation>更改数值…</translation>
    </message>
    <message>
        <source>Select rows</source>
        <translation>选择整行</translation>
    </message>
    <message>
        <source>Select columns</source>
        <translation>选择整列</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Open all groups</source>
        <translation>展开所有分组</translation>
    </message>
    <message>
        <source>Close all groups</source>
        <translation>折叠所有分组</translation>
    </message>
    <message>
        <source>No groups</source>
        <translation>取消分组</translation>
    </message>
    <message>
        <source>Group by {column}</source>
        <translation>按“{column}”分组</translation>
    </message>
    <message>
        <source>Marks…</source>
        <translation>标记…</translation>
    </message>
</context>
<context>
    <name>Chips</name>
    <message>
        <source>Remove the filter {words}</source>
        <translation>移除筛选 {words}</translation>
    </message>
</context>
<context>
    <name>ColumnsEditor</name>
    <message>
        <source>Numbers</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>How numbers are written</source>
        <translation>数字的写法</translation>
    </message>
    <message>
        <source>How dates are written</source>
        <translation>日期的写法</translation>
    </message>
    <message>
        <source>Load mapping…</source>
        <translation>载入映射…</translation>
    </message>
    <message>
        <source>Save mapping…</source>
        <translation>保存映射…</translation>
    </message>
    <message>
        <source>How {field} is made</source>
        <translation>“{field}”的生成方式</translation>
    </message>
    <message>
        <source>Join columns, split, replace, multiply, look up</source>
        <translation>合并列、拆分、替换、换算、查表</translation>
    </message>
    <message>
        <source>not in the file</source>
        <translation>文件中没有</translation>
    </message>
    <message>
        <source>Load mapping</source>
        <translation>载入映射</translation>
    </message>
    <message>
        <source>Save mapping</source>
        <translation>保存映射</translation>
    </message>
</context>
<context>
    <name>CustomerPanel</name>
    <message>
        <source>What the customer would see</source>
        <translation>客户会看到的内容</translation>
    </message>
    <message>
        <source>Why not… (SKU or title)</source>
        <translation>为什么没有…（SKU 或名称）</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>As customer {ref} sees it</source>
        <translation>客户 {ref} 看到的推荐</translation>
    </message>
    <message>
        <source>As a customer sees it</source>
        <translation>客户看到的推荐</translation>
    </message>
    <message>
        <source>Once models were tried, you see here what each would show.</source>
        <translation>试过模型之后，这里会显示每个模型推荐的内容。</translation>
    </message>
    <message>
        <source>Choose a customer to see the ten products shown, each with its reason.</source>
        <translation>选择一位客户，查看推荐的十件商品及各自的理由。</translation>
    </message>
    <message>
        <source>Show an example</source>
        <translation>看一个例子</translation>
    </message>
    <message>
        <source>Learning: {model}</source>
        <translation>正在学习：{model}</translation>
    </message>
    <message>
        <source>live: {model}</source>
        <translation>使用中：{model}</translation>
    </message>
    <message>
        <source>draft: {model}</source>
        <translation>草稿：{model}</translation>
    </message>
    <message>
        <source>Customer: number or name</source>
        <translation>客户编号或姓名</translation>
    </message>
    <message>
        <source>Customer: number</source>
        <translation>客户编号</translation>
    </message>
    <message>
        <source>Learning from the sales…</source>
        <translation>正在从销售中学习…</translation>
    </message>
    <message>
        <source>This model was not learned.</source>
        <translation>该模型未能完成学习。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>This could not be explained.</source>
        <translation>无法给出解释。</translation>
    </message>
    <message>
        <source>has not bought anything yet: what is popular</source>
        <translation>尚未购买过：显示热门商品</translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Drop a file here</source>
        <translation>将文件拖到此处</translation>
    </message>
    <message>
        <source>or</source>
        <translation>或</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Drop one file at a time.</source>
        <translation>请一次拖入一个文件。</translation>
    </message>
    <message>
        <source>{name} is not a file.</source>
        <translation>{name} 不是文件。</translation>
    </message>
</context>
<context>
    <name>Editing</name>
    <message>
        <source>These cells cannot be edited here.</source>
        <translation>这些单元格不能在此编辑。</translation>
    </message>
    <message>
        <source>At most {most} cells at once.</source>
        <translation>一次最多 {most} 个单元格。</translation>
    </message>
</context>
<context>
    <name>Entered</name>
    <message>
        <source>This cannot be empty.</source>
        <translation>不能为空。</translation>
    </message>
    <message>
        <source>At least {bound}.</source>
        <translation>不得小于 {bound}。</translation>
    </message>
    <message>
        <source>At most {bound}.</source>
        <translation>不得大于 {bound}。</translation>
    </message>
    <message>
        <source>This is not a number.</source>
        <translation>这不是数字。</translation>
    </message>
    <message>
        <source>A whole number is needed.</source>
        <translation>需要整数。</translation>
    </message>
    <message>
        <source>At most {digits} digits after the point.</source>
        <translation>小数位数最多 {digits} 位。</translation>
    </message>
    <message>
        <source>This is not a date, such as {example}.</source>
        <translation>这不是日期，例如 {example}。</translation>
    </message>
    <message>
        <source>Choose one of: {choices}.</source>
        <translation>请从中选择：{choices}。</translation>
    </message>
    <message>
        <source>At most {count} characters.</source>
        <translation>最多 {count} 个字符。</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Export what is shown</source>
        <translation>导出所示内容</translation>
    </message>
    <message>
        <source>Exported {count} rows to {file}</source>
        <translation>已将 {count} 行导出到 {file}</translation>
    </message>
    <message>
        <source>{file} could not be written ({why}). Nothing was kept.</source>
        <translation>无法写入 {file}（{why}）。未保留任何内容。</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
    <message>
        <source>“{text}…” in the column “{column}” is longer than the {most} characters of an XLSX cell. Nothing was kept; export as CSV.</source>
        <translation>“{column}”列中的“{text}…”超过 XLSX 单元格的 {most} 个字符上限。未保留任何内容，请改为导出 CSV。</translation>
    </message>
    <message>
        <source>Reading what is printed</source>
        <translation>正在读取打印内容</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>{name} may act as {role}.</source>
        <translation>{name} 可以 {role} 身份操作。</translation>
    </message>
    <message>
        <source>Person {id} is now {role}.</source>
        <translation>人员 {id} 现为 {role}。</translation>
    </message>
    <message>
        <source>Person {id} set a password.</source>
        <translation>人员 {id} 设置了密码。</translation>
    </message>
    <message>
        <source>A location “{name}” was added.</source>
        <translation>新增位置“{name}”。</translation>
    </message>
    <message>
        <source>The order was cancelled: {reason}.</source>
        <translation>订单已取消：{reason}。</translation>
    </message>
    <message>
        <source>The cancellation was taken back.</source>
        <translation>取消已撤回。</translation>
    </message>
    <message>
        <source>The note now says “{new}”.</source>
        <translation>备注现为“{new}”。</translation>
    </message>
    <message>
        <source>Numbers of products in another shop</source>
        <translation>商品在其他店铺的编号</translation>
    </message>
    <message>
        <source>Suppliers</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>SKUs of suppliers</source>
        <translation>供应商 SKU</translation>
    </message>
    <message>
        <source>Reviews</source>
        <translation>评价</translation>
    </message>
    <message>
        <source>Advertising costs</source>
        <translation>广告费用</translation>
    </message>
    <message>
        <source>The shop “{name}” was founded, in {currency}.</source>
        <translation>店铺“{name}”成立，币种 {currency}。</translation>
    </message>
    <message>
        <source>Personal data of {count} people went into the vault.</source>
        <translation>{count} 人的个人数据已存入保险库。</translation>
    </message>
    <message>
        <source>The personal data of customer {key} was destroyed.</source>
        <translation>客户 {key} 的个人数据已销毁。</translation>
    </message>
    <message>
        <source>The contact of supplier {key} was destroyed.</source>
        <translation>供应商 {key} 的联系人信息已销毁。</translation>
    </message>
    <message>
        <source>Author and words of review {key} were destroyed.</source>
        <translation>评价 {key} 的作者与内容已销毁。</translation>
    </message>
    <message>
        <source>The personal data of customer {key} left with its import.</source>
        <translation>客户 {key} 的个人数据已随其导入撤销。</translation>
    </message>
    <message>
        <source>The contact of supplier {key} left with its import.</source>
        <translation>供应商 {key} 的联系人已随其导入撤销。</translation>
    </message>
    <message>
        <source>Author and words of review {key} left with its import.</source>
        <translation>评价 {key} 的作者和内容已随其导入撤销。</translation>
    </message>
    <message>
        <source>{name}: {added} added, {changed} changed, {removed} removed.</source>
        <translation>{name}：新增 {added}，更改 {changed}，移除 {removed}。</translation>
    </message>
    <message>
        <source>Recommendations by “{model}” went live.</source>
        <translation>“{model}”的推荐已启用。</translation>
    </message>
    <message>
        <source>Recommendations by “{model}” were brought back.</source>
        <translation>“{model}”的推荐已恢复。</translation>
    </message>
    <message>
        <source>“{title}” was added with {count} variants.</source>
        <translation>新增“{title}”，含 {count} 个规格。</translation>
    </message>
    <message>
        <source>{count} variants were added: {skus}.</source>
        <translation>新增 {count} 个规格：{skus}。</translation>
    </message>
    <message>
        <source>{count} fields changed; {field} from “{old}” to “{new}”.</source>
        <translation>{count} 个字段已更改；{field} 从“{old}”改为“{new}”。</translation>
    </message>
    <message>
        <source>{pieces} pieces were received.</source>
        <translation>收到 {pieces} 件。</translation>
    </message>
    <message>
        <source>Stock was corrected by {pieces} pieces.</source>
        <translation>库存更正 {pieces} 件。</translation>
    </message>
    <message>
        <source>Stock was counted: {pieces} pieces difference.</source>
        <translation>盘点库存：差异 {pieces} 件。</translation>
    </message>
    <message>
        <source>Pieces changed their location.</source>
        <translation>货品已移位。</translation>
    </message>
    <message>
        <source>{pieces} pieces left the shelf.</source>
        <translation>{pieces} 件已出库。</translation>
    </message>
    <message>
        <source>{pieces} pieces came back.</source>
        <translation>{pieces} 件已退回。</translation>
    </message>
    <message>
        <source>Opening stock of {pieces} pieces.</source>
        <translation>期初库存 {pieces} 件。</translation>
    </message>
    <message>
        <source>A stock move was taken back.</source>
        <translation>库存变动已撤回。</translation>
    </message>
    <message>
        <source>{pieces} pieces were set aside.</source>
        <translation>预留 {pieces} 件。</translation>
    </message>
    <message>
        <source>{pieces} pieces were given back.</source>
        <translation>释放 {pieces} 件。</translation>
    </message>
    <message>
        <source>{count} customers became known.</source>
        <translation>新增 {count} 位客户。</translation>
    </message>
    <message>
        <source>Order {number} came in: {lines} lines, {total}.</source>
        <translation>收到订单 {number}：{lines} 行，{total}。</translation>
    </message>
    <message>
        <source>{amount} came in by {method}.</source>
        <translation>通过 {method} 收到 {amount}。</translation>
    </message>
    <message>
        <source>{pieces} pieces left in one parcel.</source>
        <translation>{pieces} 件随一个包裹发出。</translation>
    </message>
    <message>
        <source>{amount} went back: {reason}.</source>
        <translation>退回 {amount}：{reason}。</translation>
    </message>
    <message>
        <source>{files} was imported: {accepted} of {read} rows.</source>
        <translation>已导入 {files}：{read} 行中的 {accepted} 行。</translation>
    </message>
    <message>
        <source>Shop founded</source>
        <translation>店铺成立</translation>
    </message>
    <message>
        <source>Person added</source>
        <translation>新增人员</translation>
    </message>
    <message>
        <source>Person changed</source>
        <translation>人员变更</translation>
    </message>
    <message>
        <source>Password set</source>
        <translation>设置密码</translation>
    </message>
    <message>
        <source>Personal data sealed</source>
        <translation>个人数据封存</translation>
    </message>
    <message>
        <source>Personal data erased</source>
        <translation>个人数据销毁</translation>
    </message>
    <message>
        <source>Personal data withdrawn</source>
        <translation>个人数据已随导入撤回</translation>
    </message>
    <message>
        <source>Product added</source>
        <translation>新增商品</translation>
    </message>
    <message>
        <source>Variants added</source>
        <translation>新增规格</translation>
    </message>
    <message>
        <source>Products edited</source>
        <translation>商品编辑</translation>
    </message>
    <message>
        <source>Variants edited</source>
        <translation>规格编辑</translation>
    </message>
    <message>
        <source>Products withdrawn</source>
        <translation>商品撤回</translation>
    </message>
    <message>
        <source>Location added</source>
        <translation>新增位置</translation>
    </message>
    <message>
        <source>Locations withdrawn</source>
        <translation>位置撤回</translation>
    </message>
    <message>
        <source>Stock moved</source>
        <translation>库存变动</translation>
    </message>
    <message>
        <source>Stock reserved</source>
        <translation>库存预留</translation>
    </message>
    <message>
        <source>Stock expected</source>
        <translation>预期到货</translation>
    </message>
    <message>
        <source>Customers added</source>
        <translation>新增客户</translation>
    </message>
    <message>
        <source>Customers edited</source>
        <translation>客户编辑</translation>
    </message>
    <message>
        <source>Customers withdrawn</source>
        <translation>客户撤回</translation>
    </message>
    <message>
        <source>Order placed</source>
        <translation>下单</translation>
    </message>
    <message>
        <source>Orders withdrawn</source>
        <translation>订单撤回</translation>
    </message>
    <message>
        <source>Order paid</source>
        <translation>付款</translation>
    </message>
    <message>
        <source>Order shipped</source>
        <translation>发货</translation>
    </message>
    <message>
        <source>Order cancelled</source>
        <translation>订单取消</translation>
    </message>
    <message>
        <source>Order reopened</source>
        <translation>订单恢复</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>Note changed</source>
        <translation>备注更改</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Products linked</source>
        <translation>商品已关联</translation>
    </message>
    <message>
        <source>Suppliers changed</source>
        <translation>供应商已更改</translation>
    </message>
    <message>
        <source>SKUs of suppliers changed</source>
        <translation>供应商 SKU 已更改</translation>
    </message>
    <message>
        <source>Reviews changed</source>
        <translation>评价已更改</translation>
    </message>
    <message>
        <source>Recommendations published</source>
        <translation>推荐已发布</translation>
    </message>
    <message>
        <source>Advertising costs changed</source>
        <translation>广告费用已更改</translation>
    </message>
</context>
<context>
    <name>FilterHeader</name>
    <message>
        <source>Filter {column}</source>
        <translation>筛选 {column}</translation>
    </message>
    <message>
        <source>For example: &gt;5, &lt;=20, 5..10</source>
        <translation>例如：&gt;5, &lt;=20, 5..10</translation>
    </message>
    <message>
        <source>For example: 2011-12, &gt;2011-12-01, 2011-11..2011-12</source>
        <translation>例如：2011-12, &gt;2011-12-01, 2011-11..2011-12</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Welcome to Counterfoil</source>
        <translation>欢迎使用 Counterfoil</translation>
    </message>
    <message>
        <source>Everything stays on this machine. Every number can be checked.</source>
        <translation>一切留在本机，每个数字皆可核对。</translation>
    </message>
    <message>
        <source>Open a demo shop</source>
        <translation>打开演示店铺</translation>
    </message>
    <message>
        <source>Import your shop</source>
        <translation>导入您的店铺</translation>
    </message>
    <message>
        <source>Files from Shopify or WooCommerce, or any spreadsheet: products, stock, customers, orders.</source>
        <translation>来自 Shopify 或 WooCommerce 的文件，或任何电子表格：商品、库存、客户、订单。</translation>
    </message>
    <message>
        <source>Start empty</source>
        <translation>从空白开始</translation>
    </message>
    <message>
        <source>Open the full demo</source>
        <translation>打开完整演示</translation>
    </message>
    <message>
        <source>Real supermarket sales: three shops over twelve weeks in seconds, or all 1.47 million lines in about a minute.</source>
        <translation>真实的超市销售数据：三家店十二周的数据，几秒即可打开；或全部 147 万行，约一分钟。</translation>
    </message>
    <message>
        <source>Name, currency, time zone. That is all.</source>
        <translation>名称、币种、时区，仅此而已。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Open a shop that is there already…</source>
        <translation>打开已有的店铺…</translation>
    </message>
    <message>
        <source>Making the demo shop</source>
        <translation>正在生成演示店铺</translation>
    </message>
    <message>
        <source>Making the shop</source>
        <translation>正在创建店铺</translation>
    </message>
    <message>
        <source>{what}: {seconds} s left</source>
        <translation>{what}：剩余 {seconds} 秒</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>正在取消…</translation>
    </message>
    <message>
        <source>There is no shop at {path}. Bring its disk back, or open another shop.</source>
        <translation>{path} 处没有店铺。请接回所在磁盘，或打开其他店铺。</translation>
    </message>
    <message>
        <source>The shop&apos;s folder</source>
        <translation>店铺文件夹</translation>
    </message>
    <message>
        <source>Bringing the shop up to date</source>
        <translation>正在更新店铺文件</translation>
    </message>
</context>
<context>
    <name>FooterLine</name>
    <message>
        <source>being brought up to date</source>
        <translation>正在更新</translation>
    </message>
    <message>
        <source>{count} rows</source>
        <translation>{count} 行</translation>
    </message>
    <message>
        <source>all selected</source>
        <translation>已全选</translation>
    </message>
    <message>
        <source>{cells} cells in {count} rows selected</source>
        <translation>已选 {count} 行中的 {cells} 个单元格</translation>
    </message>
    <message>
        <source>{count} selected</source>
        <translation>已选 {count}</translation>
    </message>
    <message>
        <source>{title}: mean {mean}</source>
        <translation>{title}：平均 {mean}</translation>
    </message>
    <message>
        <source>{title}: sum {total}, mean {mean}</source>
        <translation>{title}：合计 {total}，平均 {mean}</translation>
    </message>
    <message>
        <source>{title}: sum {total}, mean {mean}, count {count}</source>
        <translation>{title}：合计 {total}，平均 {mean}，计数 {count}</translation>
    </message>
    <message>
        <source>{title}: {total}</source>
        <translation>{title}：{total}</translation>
    </message>
</context>
<context>
    <name>FormDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>Shopify orders</source>
        <translation>Shopify 订单</translation>
    </message>
    <message>
        <source>Shopify products</source>
        <translation>Shopify 商品</translation>
    </message>
    <message>
        <source>Shopify inventory</source>
        <translation>Shopify 库存</translation>
    </message>
    <message>
        <source>Shopify customers</source>
        <translation>Shopify 客户</translation>
    </message>
    <message>
        <source>WooCommerce products</source>
        <translation>WooCommerce 商品</translation>
    </message>
    <message>
        <source>WooCommerce records</source>
        <translation>WooCommerce 数据</translation>
    </message>
    <message>
        <source>Shopify records</source>
        <translation>Shopify 数据</translation>
    </message>
    <message>
        <source>Online Retail invoices</source>
        <translation>Online Retail 发票</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Suppliers</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Reviews</source>
        <translation>评价</translation>
    </message>
    <message>
        <source>Advertising costs</source>
        <translation>广告费用</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>行</translation>
    </message>
    <message>
        <source>pieces</source>
        <translation>件</translation>
    </message>
    <message>
        <source>customers</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>products</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>variants</source>
        <translation>规格</translation>
    </message>
    <message>
        <source>stock levels</source>
        <translation>库存记录</translation>
    </message>
    <message>
        <source>locations</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>sum of prices</source>
        <translation>价格合计</translation>
    </message>
    <message>
        <source>sum of prices before</source>
        <translation>原价合计</translation>
    </message>
    <message>
        <source>sum of costs</source>
        <translation>成本合计</translation>
    </message>
    <message>
        <source>total spent</source>
        <translation>消费总额</translation>
    </message>
    <message>
        <source>parcels</source>
        <translation>包裹</translation>
    </message>
    <message>
        <source>refunds</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>money given back</source>
        <translation>退款金额</translation>
    </message>
    <message>
        <source>suppliers</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>supplier SKUs</source>
        <translation>供应商 SKU</translation>
    </message>
    <message>
        <source>reviews</source>
        <translation>评价</translation>
    </message>
    <message>
        <source>ad costs</source>
        <translation>广告费用</translation>
    </message>
    <message>
        <source>impressions</source>
        <translation>展示次数</translation>
    </message>
    <message>
        <source>clicks</source>
        <translation>点击次数</translation>
    </message>
    <message>
        <source>ad spend</source>
        <translation>广告支出</translation>
    </message>
    <message>
        <source>Handle (one for each product)</source>
        <translation>标识（每个商品一个）</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Vendor</source>
        <translation>品牌</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Name of option 1</source>
        <translation>选项 1 名称</translation>
    </message>
    <message>
        <source>Option 1</source>
        <translation>选项 1</translation>
    </message>
    <message>
        <source>Name of option 2</source>
        <translation>选项 2 名称</translation>
    </message>
    <message>
        <source>Option 2</source>
        <translation>选项 2</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation>条码</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Price before</source>
        <translation>原价</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>Weight in grams</source>
        <translation>重量（克）</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>On hand</source>
        <translation>在库</translation>
    </message>
    <message>
        <source>Country of origin</source>
        <translation>原产国</translation>
    </message>
    <message>
        <source>Customer number</source>
        <translation>客户编号</translation>
    </message>
    <message>
        <source>First name, or the whole name</source>
        <translation>名，或全名</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>姓</translation>
    </message>
    <message>
        <source>Mail address</source>
        <translation>邮箱</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>公司</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>街道</translation>
    </message>
    <message>
        <source>City</source>
        <translation>城市</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>省份</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>国家</translation>
    </message>
    <message>
        <source>Postcode</source>
        <translation>邮编</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Total spent</source>
        <translation>消费总额</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>订单号</translation>
    </message>
    <message>
        <source>Payment state</source>
        <translation>付款状态</translation>
    </message>
    <message>
        <source>Paid at</source>
        <translation>付款时间</translation>
    </message>
    <message>
        <source>Shipping state</source>
        <translation>发货状态</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
    </message>
    <message>
        <source>Shipping</source>
        <translation>运费</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>税</translation>
    </message>
    <message>
        <source>Total of the order</source>
        <translation>订单总额</translation>
    </message>
    <message>
        <source>Discount of the order</source>
        <translation>订单折扣</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>下单时间</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Shipping state of the line</source>
        <translation>明细发货状态</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Supplier number</source>
        <translation>供应商编号</translation>
    </message>
    <message>
        <source>Supplier</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Lead time in days</source>
        <translation>交货期（天）</translation>
    </message>
    <message>
        <source>Website</source>
        <translation>网站</translation>
    </message>
    <message>
        <source>Contact person</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>SKU at the supplier</source>
        <translation>供应商货号</translation>
    </message>
    <message>
        <source>Pieces in a pack</source>
        <translation>每包数量</translation>
    </message>
    <message>
        <source>Least to be ordered</source>
        <translation>最小起订量</translation>
    </message>
    <message>
        <source>Currency of the supplier</source>
        <translation>供应商币种</translation>
    </message>
    <message>
        <source>Usual lead time of the supplier</source>
        <translation>供应商通常交货期</translation>
    </message>
    <message>
        <source>Number of the review</source>
        <translation>评价编号</translation>
    </message>
    <message>
        <source>Rating, 1 to 5</source>
        <translation>评分（1 到 5）</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>评价时间</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Verified purchase</source>
        <translation>已验证购买</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>广告系列</translation>
    </message>
    <message>
        <source>Impressions</source>
        <translation>展示次数</translation>
    </message>
    <message>
        <source>Clicks</source>
        <translation>点击次数</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Drop files here, or press to choose them</source>
        <translation>将文件拖到此处，或点击选择</translation>
    </message>
    <message>
        <source>Kind of file</source>
        <translation>文件类型</translation>
    </message>
    <message>
        <source>Recognised by its columns</source>
        <translation>按列名识别</translation>
    </message>
    <message>
        <source>Any table: {kind}</source>
        <translation>任意表格：{kind}</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>All rows</source>
        <translation>所有行</translation>
    </message>
    <message>
        <source>What the pieces are</source>
        <translation>数量的含义</translation>
    </message>
    <message>
        <source>Pieces are the count: stock is set to them</source>
        <translation>数量为盘点数：库存设为该数</translation>
    </message>
    <message>
        <source>Pieces came in: they are added to the stock</source>
        <translation>数量为到货数：加到库存中</translation>
    </message>
    <message>
        <source>Skip the refused rows and import the rest</source>
        <translation>跳过被拒绝的行并导入其余行</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt *.json *.xlsx *.xlsm *.ods *.parquet)</source>
        <translation>表格 (*.csv *.tsv *.txt *.json *.xlsx *.xlsm *.ods *.parquet)</translation>
    </message>
    <message>
        <source>Reading {files}</source>
        <translation>正在读取 {files}</translation>
    </message>
    <message>
        <source>{kind}, {encoding}: {read} rows, {accepted} accepted, {rejected} refused</source>
        <translation>{kind}，{encoding}：{read} 行，接受 {accepted}，拒绝 {rejected}</translation>
    </message>
    <message>
        <source>New: {things}.</source>
        <translation>新增：{things}。</translation>
    </message>
    <message>
        <source>Changed: {things}.</source>
        <translation>更改：{things}。</translation>
    </message>
    <message>
        <source>{count} rows are known already.</source>
        <translation>{count} 行已存在。</translation>
    </message>
    <message>
        <source>Nothing would change.</source>
        <translation>不会有任何更改。</translation>
    </message>
    <message>
        <source>{name}, sheet “{sheet}”</source>
        <translation>{name}，工作表“{sheet}”</translation>
    </message>
    <message>
        <source>“{sheet}”</source>
        <translation>“{sheet}”</translation>
    </message>
    <message>
        <source>“{sheet}” (hidden)</source>
        <translation>“{sheet}”（隐藏）</translation>
    </message>
    <message>
        <source>Sheets not read: {sheets}</source>
        <translation>未读取的工作表：{sheets}</translation>
    </message>
    <message>
        <source>Importing {files}</source>
        <translation>正在导入 {files}</translation>
    </message>
</context>
<context>
    <name>JobChip</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{percent} % · {seconds} s left</source>
        <translation>{percent} % · 剩余 {seconds} 秒</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>全局</translation>
    </message>
    <message>
        <source>In tables</source>
        <translation>表格中</translation>
    </message>
</context>
<context>
    <name>Labels</name>
    <message>
        <source>ship order</source>
        <translation>发货</translation>
    </message>
    <message>
        <source>cancel order</source>
        <translation>取消订单</translation>
    </message>
    <message>
        <source>note payment</source>
        <translation>登记付款</translation>
    </message>
    <message>
        <source>refund order</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>note order</source>
        <translation>订单备注</translation>
    </message>
    <message>
        <source>receive stock</source>
        <translation>收货</translation>
    </message>
    <message>
        <source>move stock</source>
        <translation>移库</translation>
    </message>
    <message>
        <source>adjust stock</source>
        <translation>调整库存</translation>
    </message>
    <message>
        <source>count stock</source>
        <translation>盘点</translation>
    </message>
    <message>
        <source>add location</source>
        <translation>新增位置</translation>
    </message>
    <message>
        <source>publish recommendations</source>
        <translation>发布推荐</translation>
    </message>
    <message>
        <source>roll back recommendations</source>
        <translation>回滚推荐</translation>
    </message>
    <message>
        <source>change a price</source>
        <translation>更改 1 个价格</translation>
    </message>
    <message>
        <source>change a cost</source>
        <translation>更改 1 个成本</translation>
    </message>
    <message>
        <source>change a title</source>
        <translation>更改 1 个名称</translation>
    </message>
    <message>
        <source>change a value</source>
        <translation>更改 1 个值</translation>
    </message>
    <message>
        <source>change {count} prices</source>
        <translation>更改 {count} 个价格</translation>
    </message>
    <message>
        <source>change {count} costs</source>
        <translation>更改 {count} 个成本</translation>
    </message>
    <message>
        <source>change {count} titles</source>
        <translation>更改 {count} 个名称</translation>
    </message>
    <message>
        <source>change {count} values</source>
        <translation>更改 {count} 个值</translation>
    </message>
</context>
<context>
    <name>Layout</name>
    <message>
        <source>Sort ascending</source>
        <translation>升序排列</translation>
    </message>
    <message>
        <source>Sort descending</source>
        <translation>降序排列</translation>
    </message>
    <message>
        <source>Then sort by this</source>
        <translation>再按此列排序</translation>
    </message>
    <message>
        <source>Filter row</source>
        <translation>筛选行</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>重置列</translation>
    </message>
</context>
<context>
    <name>LedgerPage</name>
    <message>
        <source>Verify all</source>
        <translation>全部校验</translation>
    </message>
    <message>
        <source>No entries here</source>
        <translation>此处没有条目</translation>
    </message>
    <message>
        <source>Choose an entry to see what it says and its proof.</source>
        <translation>选择条目以查看其内容与证明。</translation>
    </message>
    <message>
        <source>Proof saved: {name}</source>
        <translation>证明已保存：{name}</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>Leaf</source>
        <translation>叶哈希</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>账本</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Last checkpoint</source>
        <translation>最近检查点</translation>
    </message>
    <message>
        <source>Root</source>
        <translation>根哈希</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未</translation>
    </message>
    <message>
        <source>Verifying the ledger</source>
        <translation>正在校验账本</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>已校验</translation>
    </message>
    <message>
        <source>All {count} entries hold: texts, hashes, tree, signatures, order.</source>
        <translation>全部 {count} 个条目均成立：文本、哈希、树、签名、顺序。</translation>
    </message>
    <message>
        <source>The ledger is whole</source>
        <translation>账本完整</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>已校验</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>{count} problems. The books were changed behind the program&apos;s back.</source>
        <translation>发现 {count} 个问题。账目在程序之外被更改。</translation>
    </message>
    <message>
        <source>The ledger does not hold</source>
        <translation>账本不成立</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>The log as a whole</source>
        <translation>整个日志</translation>
    </message>
    <message>
        <source>Entry {number}</source>
        <translation>条目 {number}</translation>
    </message>
    <message>
        <source>Entry {number} · {what}</source>
        <translation>条目 {number} · {what}</translation>
    </message>
    <message>
        <source>proved</source>
        <translation>已证明</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>文字说明</translation>
    </message>
    <message>
        <source>The text of this entry does not read.</source>
        <translation>此条目的文本无法读取。</translation>
    </message>
    <message>
        <source>Its text does not lead to the signed root: text or hash was changed.</source>
        <translation>其文本无法推导出已签名的根：文本或哈希已被更改。</translation>
    </message>
    <message>
        <source>Exact text</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Leaf hash</source>
        <translation>叶哈希</translation>
    </message>
    <message>
        <source>Save proof…</source>
        <translation>保存证明…</translation>
    </message>
    <message>
        <source>Copy exact text</source>
        <translation>复制原文</translation>
    </message>
    <message>
        <source>Open order</source>
        <translation>打开订单</translation>
    </message>
    <message>
        <source>Open product</source>
        <translation>打开商品</translation>
    </message>
    <message>
        <source>Proof: {count} hashes from this entry to the signed root</source>
        <translation>证明：从此条目到已签名根共 {count} 个哈希</translation>
    </message>
    <message>
        <source>Hash copied</source>
        <translation>哈希已复制</translation>
    </message>
    <message>
        <source>Save proof</source>
        <translation>保存证明</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Search orders, SKUs, customers, entries, actions</source>
        <translation>搜索订单、SKU、客户、条目、操作</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Saved: {what}</source>
        <translation>已保存：{what}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Imported {count} rows</source>
        <translation>已导入 {count} 行</translation>
    </message>
    <message>
        <source>Redone: {what}</source>
        <translation>已重做：{what}</translation>
    </message>
    <message>
        <source>Undone: {what}</source>
        <translation>已撤销：{what}</translation>
    </message>
</context>
<context>
    <name>MarksDialog</name>
    <message>
        <source>Remove this mark</source>
        <translation>移除此标记</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Up to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Tone</source>
        <translation>色调</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天数</translation>
    </message>
    <message>
        <source>Say which text is to be marked.</source>
        <translation>请填写要标记的文本。</translation>
    </message>
    <message>
        <source>Give a number.</source>
        <translation>请填写数字。</translation>
    </message>
    <message>
        <source>Give a date.</source>
        <translation>请填写日期。</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Cells that fulfil a rule stand out; the first rule that holds counts.</source>
        <translation>符合规则的单元格会突出显示；以第一条成立的规则为准。</translation>
    </message>
    <message>
        <source>Add a mark</source>
        <translation>添加标记</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>不小于</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>不大于</translation>
    </message>
    <message>
        <source>between</source>
        <translation>介于</translation>
    </message>
    <message>
        <source>contains</source>
        <translation>包含</translation>
    </message>
    <message>
        <source>before</source>
        <translation>早于</translation>
    </message>
    <message>
        <source>after</source>
        <translation>晚于</translation>
    </message>
    <message>
        <source>in the last … days</source>
        <translation>最近 … 天内</translation>
    </message>
    <message>
        <source>more than … days ago</source>
        <translation>… 天以前</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Bad</source>
        <translation>不佳</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>Bought before</source>
        <translation>曾经购买</translation>
    </message>
    <message>
        <source>Bought again (prior {prior})</source>
        <translation>重复购买（先验 {prior}）</translation>
    </message>
    <message>
        <source>Due again</source>
        <translation>又到购买时</translation>
    </message>
    <message>
        <source>Not yet overdue</source>
        <translation>尚未久未购买</translation>
    </message>
    <message>
        <source>Blend</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>Popular</source>
        <translation>热门</translation>
    </message>
    <message>
        <source>Trending</source>
        <translation>近期上升</translation>
    </message>
    <message>
        <source>Item neighbours</source>
        <translation>相近商品</translation>
    </message>
    <message>
        <source>Same basket</source>
        <translation>同一购物篮</translation>
    </message>
    <message>
        <source>Shoppers alike</source>
        <translation>相似顾客</translation>
    </message>
    <message>
        <source>EASE</source>
        <translation>EASE</translation>
    </message>
    <message>
        <source>Matrix factors</source>
        <translation>矩阵分解</translation>
    </message>
    <message>
        <source>Rhythm of baskets</source>
        <translation>购物节奏</translation>
    </message>
    <message>
        <source>Random walk</source>
        <translation>随机游走</translation>
    </message>
    <message>
        <source>Graph of purchases</source>
        <translation>购买关系图</translation>
    </message>
</context>
<context>
    <name>MoveDialog</name>
    <message>
        <source>Move stock</source>
        <translation>移库</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Stock lies in one place only. Name a second one first.</source>
        <translation>库存仅在一个位置。请先命名第二个位置。</translation>
    </message>
    <message>
        <source>Add location</source>
        <translation>新增位置</translation>
    </message>
    <message>
        <source>New location</source>
        <translation>新位置</translation>
    </message>
    <message>
        <source>Choose another location.</source>
        <translation>请选择另一个位置。</translation>
    </message>
    <message>
        <source>Give the location a name.</source>
        <translation>请为位置命名。</translation>
    </message>
</context>
<context>
    <name>NewShopDialog</name>
    <message>
        <source>A new shop</source>
        <translation>新店铺</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>Owner&apos;s password</source>
        <translation>所有者密码</translation>
    </message>
    <message>
        <source>Password again</source>
        <translation>再次输入密码</translation>
    </message>
    <message>
        <source>Leave empty and whoever opens this shop acts as owner.</source>
        <translation>留空则任何打开此店铺的人都以所有者身份操作。</translation>
    </message>
    <message>
        <source>Encrypt this shop</source>
        <translation>加密此店铺</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>密码短语</translation>
    </message>
    <message>
        <source>Passphrase again</source>
        <translation>再次输入密码短语</translation>
    </message>
    <message>
        <source>Asked for at each opening. Lose it, and nobody can open the shop again.</source>
        <translation>每次打开时都需输入。一旦遗失，任何人都无法再打开此店铺。</translation>
    </message>
    <message>
        <source>Give the shop a name.</source>
        <translation>请为店铺命名。</translation>
    </message>
    <message>
        <source>The two do not match.</source>
        <translation>两次输入不一致。</translation>
    </message>
</context>
<context>
    <name>NoteDialog</name>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Save note</source>
        <translation>保存备注</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>OrderDetail</name>
    <message>
        <source>Order {number}</source>
        <translation>订单 {number}</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Qty</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>and {count} more lines</source>
        <translation>以及另外 {count} 行</translation>
    </message>
    <message>
        <source>Total {currency}</source>
        <translation>合计 {currency}</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>税</translation>
    </message>
    <message>
        <source>Tax, included</source>
        <translation>税（已含）</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>折扣</translation>
    </message>
    <message>
        <source>Shipping</source>
        <translation>运费</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已付</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>已退款</translation>
    </message>
    <message>
        <source>Total that the customer saw</source>
        <translation>客户看到的总额</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>{reserved} of {left} pieces reserved</source>
        <translation>{left} 件中已预留 {reserved} 件</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>{time} · {what} · entry {number}</source>
        <translation>{time} · {what} · 条目 {number}</translation>
    </message>
    <message>
        <source>Ship {count} pieces</source>
        <translation>发出 {count} 件</translation>
    </message>
    <message>
        <source>Ship part…</source>
        <translation>部分发货…</translation>
    </message>
    <message>
        <source>Paid…</source>
        <translation>登记付款…</translation>
    </message>
    <message>
        <source>Refund…</source>
        <translation>退款…</translation>
    </message>
    <message>
        <source>Cancel…</source>
        <translation>取消订单…</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>备注…</translation>
    </message>
</context>
<context>
    <name>OrdersPage</name>
    <message>
        <source>To pay</source>
        <translation>待付款</translation>
    </message>
    <message>
        <source>To ship</source>
        <translation>待发货</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>已逾期</translation>
    </message>
    <message>
        <source>Unpaid for a week</source>
        <translation>逾一周未付</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>已退款</translation>
    </message>
    <message>
        <source>Number, customer or SKU</source>
        <translation>单号、客户或 SKU</translation>
    </message>
    <message>
        <source>No orders here</source>
        <translation>此处没有订单</translation>
    </message>
    <message>
        <source>Import some, or choose another view.</source>
        <translation>请导入订单或选择其他视图。</translation>
    </message>
    <message>
        <source>Choose an order to see its lines, money and history.</source>
        <translation>选择订单以查看明细、金额与历史。</translation>
    </message>
    <message>
        <source>Part shipped</source>
        <translation>部分发货</translation>
    </message>
    <message>
        <source>Shipped</source>
        <translation>已发货</translation>
    </message>
    <message>
        <source>Total {currency}</source>
        <translation>合计 {currency}</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>下单时间</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>国家</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>应发日期</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>To collect</source>
        <translation>待收款</translation>
    </message>
    <message>
        <source>Refunded this week</source>
        <translation>本周退款</translation>
    </message>
    <message>
        <source>Sales, last 7 days</source>
        <translation>近 7 天销售额</translation>
    </message>
    <message>
        <source>Cancel the order</source>
        <translation>取消该订单</translation>
    </message>
    <message>
        <source>Cancel order</source>
        <translation>取消订单</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Open an encrypted shop</source>
        <translation>打开加密店铺</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>密码短语</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>Set my password</source>
        <translation>设置我的密码</translation>
    </message>
    <message>
        <source>Set password</source>
        <translation>设置密码</translation>
    </message>
    <message>
        <source>Whoever opens this shop will then be asked to sign in.</source>
        <translation>此后打开此店铺的人都需要登录。</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>再次输入</translation>
    </message>
    <message>
        <source>The two do not match.</source>
        <translation>两次输入不一致。</translation>
    </message>
</context>
<context>
    <name>PayDialog</name>
    <message>
        <source>Note a payment</source>
        <translation>登记付款</translation>
    </message>
    <message>
        <source>Note payment</source>
        <translation>登记付款</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>bank transfer</source>
        <translation>银行转账</translation>
    </message>
</context>
<context>
    <name>Plan</name>
    <message>
        <source>“{column}” cannot be edited here: {count} cells stay as they are.</source>
        <translation>“{column}”不能在此编辑：{count} 个单元格保持不变。</translation>
    </message>
    <message>
        <source>{count} copied rows lie beyond the last row and are left out.</source>
        <translation>复制的 {count} 行超出最后一行，未包括在内。</translation>
    </message>
    <message>
        <source>{count} copied columns lie beyond the last column and are left out.</source>
        <translation>复制的 {count} 列超出最后一列，未包括在内。</translation>
    </message>
</context>
<context>
    <name>PreviewDialog</name>
    <message>
        <source>Check the changes</source>
        <translation>检查更改</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>将要更改的内容</translation>
    </message>
    <message>
        <source>What cannot be changed</source>
        <translation>无法更改的内容</translation>
    </message>
    <message>
        <source>Nothing would change.</source>
        <translation>没有需要更改的内容。</translation>
    </message>
    <message>
        <source>{verb}?</source>
        <translation>{verb}？</translation>
    </message>
    <message>
        <source>Change 1 cell</source>
        <translation>更改 1 个单元格</translation>
    </message>
    <message>
        <source>Change {cells} cells in 1 row</source>
        <translation>更改 1 行中的 {cells} 个单元格</translation>
    </message>
    <message>
        <source>Change {cells} cells in {rows} rows</source>
        <translation>更改 {rows} 行中的 {cells} 个单元格</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现值</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新值</translation>
    </message>
    <message>
        <source>{count} cells cannot take what they were given and stay as they are:</source>
        <translation>{count} 个单元格无法接受所给内容，保持不变：</translation>
    </message>
    <message>
        <source>Find in these</source>
        <translation>在其中查找</translation>
    </message>
    <message>
        <source>Find in what cannot be changed</source>
        <translation>在无法更改的内容中查找</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>第 {page} 页，共 {pages} 页</translation>
    </message>
    <message>
        <source>The first {count} of {total} rows</source>
        <translation>共 {total} 行，仅前 {count} 行</translation>
    </message>
    <message>
        <source>{count} rows</source>
        <translation>{count} 行</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>Filter problems</source>
        <translation>筛选问题</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Value (double-click to correct)</source>
        <translation>值（双击更正）</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>{count} refused rows</source>
        <translation>{count} 行被拒绝</translation>
    </message>
    <message>
        <source>No row is refused.</source>
        <translation>没有被拒绝的行。</translation>
    </message>
</context>
<context>
    <name>PublishDialog</name>
    <message>
        <source>Publish “{model}”</source>
        <translation>发布“{model}”</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Customers will see its lists: {which}.</source>
        <translation>客户将看到它的列表：{which}。</translation>
    </message>
    <message>
        <source>Live now</source>
        <translation>目前使用</translation>
    </message>
    <message>
        <source>Live then</source>
        <translation>发布后使用</translation>
    </message>
    <message>
        <source>Why, for the ledger</source>
        <translation>原因，将记入账本</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>{model}: NDCG@10 {ndcg}, {coverage} of the catalogue</source>
        <translation>{model}：NDCG@10 {ndcg}，覆盖商品目录 {coverage}</translation>
    </message>
    <message>
        <source>NDCG@10 {difference}.</source>
        <translation>NDCG@10 {difference}。</translation>
    </message>
    <message>
        <source>They were tested on different sales: compare with care.</source>
        <translation>两者在不同的销售数据上测试，请谨慎比较。</translation>
    </message>
    <message>
        <source>The intervals overlap: the difference may be chance.</source>
        <translation>区间有重叠，差异可能是偶然的。</translation>
    </message>
</context>
<context>
    <name>ReadingBar</name>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Header row</source>
        <translation>标题行</translation>
    </message>
    <message>
        <source>guessed: {guess}</source>
        <translation>推测：{guess}</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>bar |</source>
        <translation>竖线 |</translation>
    </message>
</context>
<context>
    <name>ReasonDialog</name>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Say why; it stands in the ledger.</source>
        <translation>请说明原因；将记入账本。</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>no. {rank}</source>
        <translation>第 {rank} 位</translation>
    </message>
    <message>
        <source>The customer bought it before, and this list is of new items only.</source>
        <translation>客户以前买过，而此列表只含新商品。</translation>
    </message>
    <message>
        <source>It would be no. {rank}; it lacks {missing} to place {places}.</source>
        <translation>它会排在第 {rank} 位，距第 {places} 位还差 {missing}。</translation>
    </message>
    <message>
        <source>Its score equals that of place {places}; of equals, the first by number are shown.</source>
        <translation>它与第 {places} 位得分相同；得分相同时显示编号靠前的商品。</translation>
    </message>
    <message>
        <source>It is in the list, as no. {rank}.</source>
        <translation>它在列表中，排第 {rank} 位。</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>other products</source>
        <translation>其他商品</translation>
    </message>
    <message>
        <source>You bought</source>
        <translation>您买过</translation>
    </message>
    <message>
        <source>bought before</source>
        <translation>曾购买</translation>
    </message>
    <message>
        <source>bought together</source>
        <translation>一起购买</translation>
    </message>
    <message>
        <source>alike</source>
        <translation>相似顾客</translation>
    </message>
    <message>
        <source>popular</source>
        <translation>热门</translation>
    </message>
    <message>
        <source>rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>before</source>
        <translation>曾购买</translation>
    </message>
    <message>
        <source>together</source>
        <translation>一起购买</translation>
    </message>
    <message>
        <source>nothing speaks for it: it fills the list</source>
        <translation>没有特别的理由，用来补足列表</translation>
    </message>
    <message>
        <source>bought by shoppers with a like taste</source>
        <translation>口味相近的顾客买过</translation>
    </message>
    <message>
        <source>bought by {count} shoppers with a like taste</source>
        <translation>{count} 位口味相近的顾客买过</translation>
    </message>
    <message>
        <source>popular lately</source>
        <translation>近期热门</translation>
    </message>
    <message>
        <source>by a rule of the shop</source>
        <translation>根据店铺规则</translation>
    </message>
    <message>
        <source>like what you buy again and again</source>
        <translation>与您经常购买的相似</translation>
    </message>
    <message>
        <source>you bought it once, {ago}</source>
        <translation>您买过一次，{ago}</translation>
    </message>
    <message>
        <source>you bought it {times} times, last {ago}</source>
        <translation>您买过 {times} 次，最近一次是{ago}</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>{days} days ago</source>
        <translation>{days} 天前</translation>
    </message>
    <message>
        <source>goes with what you bought</source>
        <translation>与您买过的商品搭配</translation>
    </message>
    <message>
        <source>goes with {title}</source>
        <translation>与“{title}”搭配</translation>
    </message>
    <message>
        <source>bought by {both} of {of} customers who bought {title}</source>
        <translation>买过“{title}”的 {of} 位客户中有 {both} 位买了它</translation>
    </message>
</context>
<context>
    <name>ReceiveDialog</name>
    <message>
        <source>Receive stock</source>
        <translation>收货</translation>
    </message>
    <message>
        <source>Receive 1</source>
        <translation>收货 1</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Receive {number}</source>
        <translation>收货 {number}</translation>
    </message>
</context>
<context>
    <name>RecommendationsPage</name>
    <message>
        <source>Experiment</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>NDCG@10</source>
        <translation>NDCG@10</translation>
    </message>
    <message>
        <source>± 95 %</source>
        <translation>± 95%</translation>
    </message>
    <message>
        <source>Catalogue %</source>
        <translation>目录覆盖 %</translation>
    </message>
    <message>
        <source>Value a list {currency}</source>
        <translation>每列表价值 {currency}</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Data until</source>
        <translation>数据截至</translation>
    </message>
    <message>
        <source>live</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>NDCG@10, live</source>
        <translation>NDCG@10（使用中）</translation>
    </message>
    <message>
        <source>Catalogue shown</source>
        <translation>目录覆盖率</translation>
    </message>
    <message>
        <source>Value of a list</source>
        <translation>每个列表的价值</translation>
    </message>
    <message>
        <source>Shoppers who judged</source>
        <translation>参与评判的顾客</translation>
    </message>
    <message>
        <source>Live since</source>
        <translation>启用日期</translation>
    </message>
    <message>
        <source>Recommendations</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>Next basket</source>
        <translation>下一次购物</translation>
    </message>
    <message>
        <source>New items</source>
        <translation>新商品</translation>
    </message>
    <message>
        <source>Improve</source>
        <translation>改进</translation>
    </message>
    <message>
        <source>Roll back</source>
        <translation>回滚</translation>
    </message>
    <message>
        <source>Publish draft…</source>
        <translation>发布草稿…</translation>
    </message>
    <message>
        <source>More accurate to the right, more of the catalogue upwards</source>
        <translation>越靠右越准确，越靠上覆盖的商品越多</translation>
    </message>
    <message>
        <source>Lines are 95 % intervals. Click a point to choose its model.</source>
        <translation>线段为 95% 区间。点击一个点可选择其模型。</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未</translation>
    </message>
    <message>
        <source>tested on {since} – {until}, {count} shoppers</source>
        <translation>测试于 {since}至{until}，{count} 位顾客</translation>
    </message>
    <message>
        <source>Nothing was learned yet</source>
        <translation>还没有学习过</translation>
    </message>
    <message>
        <source>Improve tries the models on what your customers bought, and shows the best.</source>
        <translation>“改进”会用客户的购买记录测试各个模型，并显示最好的一个。</translation>
    </message>
    <message>
        <source>The models are being tried.</source>
        <translation>正在试验各个模型。</translation>
    </message>
    <message>
        <source>What they come to is shown here; meanwhile you may do other things.</source>
        <translation>结果会显示在这里；在此期间您可以做其他事情。</translation>
    </message>
    <message>
        <source>Try all models on what customers bought</source>
        <translation>用客户的购买记录试验所有模型</translation>
    </message>
    <message>
        <source>Bring back what was live before</source>
        <translation>恢复之前使用的模型</translation>
    </message>
    <message>
        <source>Put the selected model live</source>
        <translation>启用所选模型</translation>
    </message>
    <message>
        <source>You may look at recommendations, not publish them.</source>
        <translation>您可以查看推荐，但不能发布。</translation>
    </message>
    <message>
        <source>Choose a draft first.</source>
        <translation>请先选择一个草稿。</translation>
    </message>
    <message>
        <source>This is live already.</source>
        <translation>该模型已在使用中。</translation>
    </message>
    <message>
        <source>Nothing was live before.</source>
        <translation>之前没有启用过其他模型。</translation>
    </message>
    <message>
        <source>Trying models</source>
        <translation>试验模型</translation>
    </message>
    <message>
        <source>Too few customers bought again to tell models apart: at least 20 are needed. Nothing was changed; try again when there are more sales.</source>
        <translation>再次购买的客户太少，无法区分各个模型：至少需要 20 位。未作任何更改；请在有更多销售后重试。</translation>
    </message>
    <message>
        <source>{count} shoppers judged. The best model is selected.</source>
        <translation>{count} 位顾客参与了评判，已选中最好的模型。</translation>
    </message>
    <message>
        <source>Learning ended early, perhaps for lack of memory. Nothing was changed.</source>
        <translation>学习提前结束，可能是内存不足。未作任何更改。</translation>
    </message>
    <message>
        <source>Open product</source>
        <translation>打开商品</translation>
    </message>
    <message>
        <source>Choose a product of the list to see what its score is of.</source>
        <translation>选择列表中的商品，查看其得分的构成。</translation>
    </message>
</context>
<context>
    <name>RefundDialog</name>
    <message>
        <source>Refund</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>A refund is final: it cannot be undone.</source>
        <translation>退款不可撤销。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Pieces go back to</source>
        <translation>退回位置</translation>
    </message>
    <message>
        <source>Say why; it stands in the ledger.</source>
        <translation>请说明原因；将记入账本。</translation>
    </message>
</context>
<context>
    <name>Rows</name>
    <message>
        <source>Refused rows only</source>
        <translation>仅被拒绝的行</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Filter rows</source>
        <translation>筛选行</translation>
    </message>
    <message>
        <source>Rows of the file</source>
        <translation>文件的行</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Reading {files}</source>
        <translation>正在读取 {files}</translation>
    </message>
    <message>
        <source>Looking for “{text}”</source>
        <translation>正在查找“{text}”</translation>
    </message>
    <message>
        <source>{shown} of {count} rows</source>
        <translation>{shown} / {count} 行</translation>
    </message>
</context>
<context>
    <name>RowsModel</name>
    <message>
        <source>left out</source>
        <translation>已略过</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
</context>
<context>
    <name>RuleDialog</name>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>where there is nothing</source>
        <translation>为空时使用</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Joined by</source>
        <translation>连接符</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Otherwise</source>
        <translation>否则</translation>
    </message>
    <message>
        <source>First rows</source>
        <translation>前几行</translation>
    </message>
</context>
<context>
    <name>RuleSteps</name>
    <message>
        <source>Take a part</source>
        <translation>取一部分</translation>
    </message>
    <message>
        <source>what stands between the parts</source>
        <translation>各部分之间的分隔符</translation>
    </message>
    <message>
        <source>which part: 1, 2 …, -1 for the last</source>
        <translation>第几部分：1、2……，-1 为最后</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>this</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>by this</source>
        <translation>替换为</translation>
    </message>
    <message>
        <source>Multiply</source>
        <translation>乘以</translation>
    </message>
    <message>
        <source>by this number</source>
        <translation>该数</translation>
    </message>
    <message>
        <source>Look up</source>
        <translation>查表</translation>
    </message>
    <message>
        <source>a list: 10=Mugs; 20=Plates</source>
        <translation>列表：10=杯子; 20=盘子</translation>
    </message>
    <message>
        <source>what all others become</source>
        <translation>其余一律为</translation>
    </message>
    <message>
        <source>Taking a part needs a separator and a number.</source>
        <translation>取一部分需要分隔符和序号。</translation>
    </message>
    <message>
        <source>Replacing needs a text to be replaced.</source>
        <translation>替换需要被替换的文字。</translation>
    </message>
    <message>
        <source>Multiplying needs a number, as 1000 or 0.5.</source>
        <translation>乘以需要一个数，如 1000 或 0.5。</translation>
    </message>
    <message>
        <source>A list is written as 10=Mugs; 20=Plates.</source>
        <translation>列表写作 10=杯子; 20=盘子。</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>With</source>
        <translation>用</translation>
    </message>
    <message>
        <source>And</source>
        <translation>及</translation>
    </message>
    <message>
        <source>Add a step</source>
        <translation>添加步骤</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>Save these columns</source>
        <translation>保存这些列</translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation>保存此视图</translation>
    </message>
    <message>
        <source>Everybody in the shop</source>
        <translation>店铺所有人</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Show it to</source>
        <translation>可见范围</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>请为其命名。</translation>
    </message>
    <message>
        <source>{owner} shares a view of this name. Choose another one.</source>
        <translation>{owner} 已共享同名视图，请另取名称。</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>Do</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Redo: {what}</source>
        <translation>重做：{what}</translation>
    </message>
    <message>
        <source>Undo: {what}</source>
        <translation>撤销：{what}</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Entry {number}</source>
        <translation>条目 {number}</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>账本</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search results</source>
        <translation>搜索结果</translation>
    </message>
</context>
<context>
    <name>SetDialog</name>
    <message>
        <source>Change values</source>
        <translation>更改数值</translation>
    </message>
    <message>
        <source>Preview…</source>
        <translation>预览…</translation>
    </message>
    <message>
        <source>In {count} rows</source>
        <translation>共 {count} 行</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改方式</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Set to</source>
        <translation>设为</translation>
    </message>
    <message>
        <source>Add or take away</source>
        <translation>加减</translation>
    </message>
    <message>
        <source>Change by percent</source>
        <translation>按百分比更改</translation>
    </message>
    <message>
        <source>Round to an ending</source>
        <translation>取整到尾数</translation>
    </message>
    <message>
        <source>This cannot be read as a number.</source>
        <translation>无法识别为数字。</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
</context>
<context>
    <name>ShipDialog</name>
    <message>
        <source>Ship</source>
        <translation>发货</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>承运商</translation>
    </message>
    <message>
        <source>Tracking number</source>
        <translation>运单号</translation>
    </message>
    <message>
        <source>Choose at least one piece.</source>
        <translation>请至少选择一件。</translation>
    </message>
</context>
<context>
    <name>SignInDialog</name>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
</context>
<context>
    <name>StateOverlay</name>
    <message>
        <source>Loading…</source>
        <translation>正在加载…</translation>
    </message>
    <message>
        <source>The rows could not be read.</source>
        <translation>无法读取行。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>No rows</source>
        <translation>没有行</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Demo shop: stock and deliveries are simulated</source>
        <translation>演示店铺：库存与到货为模拟数据</translation>
    </message>
    <message>
        <source>● Checkpoint {size} · signed {time}</source>
        <translation>● 检查点 {size} · 签名于 {time}</translation>
    </message>
    <message>
        <source>Alerts: {count}</source>
        <translation>提醒：{count}</translation>
    </message>
    <message>
        <source>No alerts</source>
        <translation>没有提醒</translation>
    </message>
</context>
<context>
    <name>StockPage</name>
    <message>
        <source>SKU or words of the title</source>
        <translation>SKU 或标题关键词</translation>
    </message>
    <message>
        <source>No stock here</source>
        <translation>此处没有库存</translation>
    </message>
    <message>
        <source>Import products, or choose another view.</source>
        <translation>请导入商品或选择其他视图。</translation>
    </message>
    <message>
        <source>Choose a row to see the product, its moves and orders.</source>
        <translation>选择一行以查看商品、变动与订单。</translation>
    </message>
    <message>
        <source>Value {currency}</source>
        <translation>价值 {currency}</translation>
    </message>
    <message>
        <source>Price {currency}</source>
        <translation>价格（{currency}）</translation>
    </message>
    <message>
        <source>Cost {currency}</source>
        <translation>成本（{currency}）</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>在售</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>已归档</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>规格</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>On hand</source>
        <translation>在库</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>已预留</translation>
    </message>
    <message>
        <source>Incoming</source>
        <translation>在途</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>Last sold</source>
        <translation>最近售出</translation>
    </message>
    <message>
        <source>Compare at {currency}</source>
        <translation>划线价（{currency}）</translation>
    </message>
    <message>
        <source>Weight g</source>
        <translation>重量（克）</translation>
    </message>
    <message>
        <source>Vendor</source>
        <translation>品牌</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>12 weeks</source>
        <translation>12 周</translation>
    </message>
    <message>
        <source>Pieces on hand</source>
        <translation>在库件数</translation>
    </message>
    <message>
        <source>Stock at cost</source>
        <translation>库存成本</translation>
    </message>
    <message>
        <source>Nothing available</source>
        <translation>无可用库存</translation>
    </message>
    <message>
        <source>Promised beyond stock</source>
        <translation>超额承诺</translation>
    </message>
    <message>
        <source>Pieces incoming</source>
        <translation>在途件数</translation>
    </message>
    <message>
        <source>Inventory</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation>条码</translation>
    </message>
    <message>
        <source>Sold in 12 weeks</source>
        <translation>12 周销量</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>nowhere yet</source>
        <translation>尚无位置</translation>
    </message>
    <message>
        <source>received</source>
        <translation>收货</translation>
    </message>
    <message>
        <source>adjusted</source>
        <translation>调整</translation>
    </message>
    <message>
        <source>counted</source>
        <translation>盘点</translation>
    </message>
    <message>
        <source>transferred</source>
        <translation>移库</translation>
    </message>
    <message>
        <source>shipped</source>
        <translation>发货</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>opening stock</source>
        <translation>期初库存</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Moves</source>
        <translation>变动</translation>
    </message>
    <message>
        <source>{time} · {quantity} {reason} · entry {number}</source>
        <translation>{time} · {quantity} {reason} · 条目 {number}</translation>
    </message>
    <message>
        <source>No moves yet.</source>
        <translation>尚无变动。</translation>
    </message>
    <message>
        <source>Newest orders</source>
        <translation>最新订单</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>下单时间</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Receive…</source>
        <translation>收货…</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>移库…</translation>
    </message>
    <message>
        <source>Adjust…</source>
        <translation>调整…</translation>
    </message>
    <message>
        <source>Suppliers</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Name, their SKU</source>
        <translation>名称、供应商货号</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>天数</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>另有 {count} 个</translation>
    </message>
    <message>
        <source>Reviews</source>
        <translation>评价</translation>
    </message>
    <message>
        <source>None is approved yet.</source>
        <translation>尚无已通过的评价。</translation>
    </message>
    <message>
        <source>{mean} of 5 on average, {count} approved</source>
        <translation>平均 {mean} 分（满分 5 分），已通过 {count} 条</translation>
    </message>
    <message>
        <source>{stars} of 5</source>
        <translation>{stars} 分（满分 5 分）</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>待审核</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>spam</source>
        <translation>垃圾评价</translation>
    </message>
    <message>
        <source>in the trash</source>
        <translation>在回收站中</translation>
    </message>
</context>
<context>
    <name>TableAnswers</name>
    <message>
        <source>No row fulfils all conditions.</source>
        <translation>没有符合全部条件的行。</translation>
    </message>
    <message>
        <source>Show all rows</source>
        <translation>显示全部行</translation>
    </message>
    <message>
        <source>Import files…</source>
        <translation>导入文件…</translation>
    </message>
    <message>
        <source>Copied {count} rows</source>
        <translation>已复制 {count} 行</translation>
    </message>
</context>
<context>
    <name>TableKeys</name>
    <message>
        <source>To the next cell</source>
        <translation>移到相邻单元格</translation>
    </message>
    <message>
        <source>A page up or down</source>
        <translation>上翻或下翻一页</translation>
    </message>
    <message>
        <source>First or last column</source>
        <translation>首列或末列</translation>
    </message>
    <message>
        <source>First or last row</source>
        <translation>首行或末行</translation>
    </message>
    <message>
        <source>To the edge of the table</source>
        <translation>移到表格边缘</translation>
    </message>
    <message>
        <source>Select more cells</source>
        <translation>扩大选区</translation>
    </message>
    <message>
        <source>Select to the edge</source>
        <translation>选到边缘</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>向下</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>向上</translation>
    </message>
    <message>
        <source>Right, left</source>
        <translation>向右、向左</translation>
    </message>
    <message>
        <source>Open the row</source>
        <translation>打开该行</translation>
    </message>
    <message>
        <source>Select rows</source>
        <translation>选择整行</translation>
    </message>
    <message>
        <source>Select columns</source>
        <translation>选择整列</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Copy for a spreadsheet</source>
        <translation>复制到电子表格</translation>
    </message>
    <message>
        <source>Paste from a spreadsheet</source>
        <translation>从电子表格粘贴</translation>
    </message>
    <message>
        <source>Fill down</source>
        <translation>向下填充</translation>
    </message>
    <message>
        <source>Today’s date</source>
        <translation>今天的日期</translation>
    </message>
    <message>
        <source>Clear the cells</source>
        <translation>清除单元格</translation>
    </message>
    <message>
        <source>Change many values</source>
        <translation>批量更改</translation>
    </message>
    <message>
        <source>Edit the cell (or just type)</source>
        <translation>编辑单元格（或直接输入）</translation>
    </message>
    <message>
        <source>Take what was typed, go down</source>
        <translation>确认输入并向下</translation>
    </message>
    <message>
        <source>Take what was typed, go up</source>
        <translation>确认输入并向上</translation>
    </message>
    <message>
        <source>Take what was typed, go right</source>
        <translation>确认输入并向右</translation>
    </message>
    <message>
        <source>Take what was typed, go left</source>
        <translation>确认输入并向左</translation>
    </message>
    <message>
        <source>Give up what was typed</source>
        <translation>放弃输入</translation>
    </message>
    <message>
        <source>Find in the table</source>
        <translation>在表格中查找</translation>
    </message>
    <message>
        <source>Filter row</source>
        <translation>筛选行</translation>
    </message>
    <message>
        <source>Sort, hide, group by the column</source>
        <translation>该列的排序、隐藏、分组</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Compact rows</source>
        <translation>紧凑行高</translation>
    </message>
    <message>
        <source>Open or close a group</source>
        <translation>展开或折叠分组</translation>
    </message>
    <message>
        <source>Open all groups</source>
        <translation>展开所有分组</translation>
    </message>
    <message>
        <source>Close all groups</source>
        <translation>折叠所有分组</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Click a title</source>
        <translation>单击列标题</translation>
    </message>
    <message>
        <source>Sort by a second</source>
        <translation>按第二列排序</translation>
    </message>
    <message>
        <source>Shift+click a title</source>
        <translation>Shift+单击列标题</translation>
    </message>
    <message>
        <source>Move a column</source>
        <translation>移动列</translation>
    </message>
    <message>
        <source>Drag a title</source>
        <translation>拖动列标题</translation>
    </message>
    <message>
        <source>Hide columns</source>
        <translation>隐藏列</translation>
    </message>
    <message>
        <source>Right-click a title</source>
        <translation>右击列标题</translation>
    </message>
</context>
<context>
    <name>TablePage</name>
    <message>
        <source>Nothing can be edited here.</source>
        <translation>此处无法编辑。</translation>
    </message>
</context>
<context>
    <name>TableText</name>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
</context>
<context>
    <name>TableTools</name>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Export, print, group, mark and change</source>
        <translation>导出、打印、分组、标记和更改</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation>已保存的视图</translation>
    </message>
    <message>
        <source>Show and save views of this table</source>
        <translation>显示和保存此表的视图</translation>
    </message>
    <message>
        <source>More to do with this table</source>
        <translation>对此表的更多操作</translation>
    </message>
    <message>
        <source>Group by {column}</source>
        <translation>按“{column}”分组</translation>
    </message>
    <message>
        <source>Change values…</source>
        <translation>更改数值…</translation>
    </message>
    <message>
        <source>Marks…</source>
        <translation>标记…</translation>
    </message>
    <message>
        <source>Filter row</source>
        <translation>筛选行</translation>
    </message>
    <message>
        <source>Compact rows</source>
        <translation>紧凑行高</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
</context>
<context>
    <name>TableView</name>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
</context>
<context>
    <name>Totals</name>
    <message>
        <source>Totals</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Accepted rows</source>
        <translation>接受的行</translation>
    </message>
    <message>
        <source>The file&apos;s own</source>
        <translation>文件自身</translation>
    </message>
</context>
<context>
    <name>ViewsMenu</name>
    <message>
        <source>Saved views</source>
        <translation>已保存的视图</translation>
    </message>
    <message>
        <source>Save this view…</source>
        <translation>保存此视图…</translation>
    </message>
    <message>
        <source>Save these columns…</source>
        <translation>保存这些列…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>{name} (columns)</source>
        <translation>{name}（列）</translation>
    </message>
    <message>
        <source>{name} (shared by {owner})</source>
        <translation>{name}（{owner} 共享）</translation>
    </message>
    <message>
        <source>{name} (shared)</source>
        <translation>{name}（共享）</translation>
    </message>
</context>
<context>
    <name>Watcher</name>
    <message>
        <source>Importing {files}</source>
        <translation>正在导入 {files}</translation>
    </message>
</context>
<context>
    <name>Watching</name>
    <message>
        <source>{file} stays in the watched folder: {why}</source>
        <translation>{file} 仍留在所监视的文件夹：{why}</translation>
    </message>
    <message>
        <source>{file}: imported {count} rows</source>
        <translation>{file}：已导入 {count} 行</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>{file} brings nothing new</source>
        <translation>{file} 没有新内容</translation>
    </message>
    <message>
        <source>Watching {folder}</source>
        <translation>正在监视 {folder}</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>The folder to watch for files to import</source>
        <translation>要监视并导入文件的文件夹</translation>
    </message>
    <message>
        <source>Files that come into {folder} are imported</source>
        <translation>放入 {folder} 的文件将被导入</translation>
    </message>
</context>
<context>
    <name>_AmountDialog</name>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>An amount between 0 and {most}.</source>
        <translation>金额须在 0 与 {most} 之间。</translation>
    </message>
</context>
<context>
    <name>_StockDialog</name>
    <message>
        <source>Pieces</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>位置</translation>
    </message>
</context>
</TS>
