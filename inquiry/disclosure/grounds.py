"""Each result: what its answer is called, and by which article (条例 2019, 国办函〔2020〕109号)."""

from __future__ import annotations

from inquiry.enums import DisclosureResult as R

LAW = "《中华人民共和国政府信息公开条例》"
_NOT_DISCLOSED, _NOT_PROVIDED, _NOT_HANDLED = "不予公开告知书", "无法提供告知书", "不予处理告知书"
GROUNDS: dict[str, tuple[str, str]] = {
    R.GRANTED: ("政府信息公开告知书", f"根据{LAW}第三十六条第（一）项、第（二）项，予以公开。"),
    R.PARTLY: ("部分公开告知书", f"根据{LAW}第三十七条，作区分处理，公开可以公开的内容。"),
    R.SECRET: (_NOT_DISCLOSED, f"属于依法确定的国家秘密，根据{LAW}第十四条，不予公开。"),
    R.FORBIDDEN: (_NOT_DISCLOSED, f"属于法律、行政法规禁止公开的信息，根据{LAW}第十四条，不予公开。"),
    R.STABILITY: (
        _NOT_DISCLOSED,
        f"公开后可能危及国家安全、公共安全、经济安全、社会稳定，根据{LAW}第十四条，不予公开。",
    ),
    R.THIRD_PARTY: (_NOT_DISCLOSED, f"公开会损害第三方合法权益，根据{LAW}第十五条、第三十二条，不予公开。"),
    R.INTERNAL: (_NOT_DISCLOSED, f"属于内部事务信息，根据{LAW}第十六条第一款，不予公开。"),
    R.PROCESS: (_NOT_DISCLOSED, f"属于过程性信息，根据{LAW}第十六条第二款，不予公开。"),
    R.ENFORCEMENT: (_NOT_DISCLOSED, f"属于行政执法案卷信息，根据{LAW}第十六条第二款，不予公开。"),
    R.QUERY: (
        _NOT_DISCLOSED,
        f"属于有专门规定的查询事项，根据{LAW}第三十六条第（七）项，请按照有关规定查询。",
    ),
    R.NOT_HELD: (
        _NOT_PROVIDED,
        f"经检索，本机关不掌握您申请的信息，根据{LAW}第三十六条第（四）项、第（五）项，无法提供。",
    ),
    R.TO_BE_MADE: (_NOT_PROVIDED, f"没有现成信息，需要另行制作、加工分析，根据{LAW}第三十八条，无法提供。"),
    R.UNCLEAR: (_NOT_PROVIDED, f"经补正，申请内容仍不明确，根据{LAW}第三十条，无法提供。"),
    R.COMPLAINT: (
        _NOT_HANDLED,
        f"属于信访、投诉、举报等活动，根据{LAW}第三十九条第一款，不作为政府信息公开申请处理，请通过相应渠道提出。",
    ),
    R.REPEATED: (_NOT_HANDLED, f"已就相同的申请答复过您，根据{LAW}第三十六条第（六）项，不予重复处理。"),
    R.PUBLICATION: (_NOT_HANDLED, f"要求提供公开出版物，根据{LAW}第三十九条第二款，请按获取途径取得。"),
    R.EXCESSIVE: (_NOT_HANDLED, f"申请数量、频次明显超过合理范围，且理由不合理，根据{LAW}第三十五条，不予处理。"),
    R.CONFIRMATION: (_NOT_HANDLED, "要求确认或者重新出具您已获取的信息，不予处理。"),
    R.NOT_CORRECTED: ("不再处理告知书", f"您无正当理由逾期不补正，根据{LAW}第三十条，不再处理。"),
    R.NOT_PAID: ("不再处理告知书", "您逾期未按收费通知书的要求缴纳费用，根据国办函〔2020〕109号，不再处理。"),
    R.ELSE: ("政府信息公开申请处理告知书", "经审查，作如下处理。"),
}
