from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0002_seeds'),
    ]

    operations = [
        migrations.AddField(
            model_name='applicant',
            name='email_unreachable_since',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='caseevent',
            name='action',
            field=models.CharField(choices=[('submit', '提交'), ('enter', '登记'), ('confirm_receipt', '确认收到'), ('accept', '受理'), ('refuse', '不予受理'), ('forward', '转送其他机关'), ('join', '合并'), ('assign', '分办'), ('return_assignment', '退回分办'), ('designate', '指定办理'), ('transfer', '转办'), ('take', '认领'), ('mark_complex', '列为复杂问题'), ('ask_back', '请来信人补充'), ('supplement', '补充'), ('lapse', '逾期未补充'), ('consult', '征求意见'), ('end_consultation', '征求意见结束'), ('ask_extension', '申请延期'), ('extend', '同意延期'), ('decline_extension', '不同意延期'), ('draft', '拟写答复'), ('send_for_approval', '答复送审'), ('answer', '答复'), ('correct_answer', '更正答复'), ('urge', '催办'), ('supervise', '督办'), ('note', '记录'), ('rate', '评价'), ('dispute', '要求重办'), ('reopen', '重办'), ('decline_reopening', '不予重办'), ('withdraw', '撤回'), ('close', '办结'), ('renew_code', '更换查询码'), ('move_due', '期限变动'), ('mail', '来信人来邮件'), ('mail_returned', '邮件退回')], max_length=30),
        ),
    ]
