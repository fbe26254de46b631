<?xml version="1.0" encoding="UTF-8"?>
<!--
  ISO 20022 payment status report (pain.002, any version; pacs.002 has the same shape) > one item per transaction.

  A status stands at three levels: group (the file), payment information (a block), transaction. The lowest level that
  is present decides. Elements are found by local name: the namespace carries version and country, or is broken.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:d="urn:dromedary:mapping"
    xmlns:f="urn:dromedary:bank-payments"
    exclude-result-prefixes="#all">
  <xsl:import href="common.xsl"/>
  <xsl:output method="json"/>
  <xsl:param name="sourceUri" as="xs:string" select="'bank'"/>
  <xsl:param name="zone" as="xs:string" select="'UTC'"/>
  <xsl:param name="now" as="xs:string" select="''"/>

  <!-- What the bank's code means to the payer; codes that are not listed are acknowledgements of the technique. -->
  <xsl:variable name="statuses" as="map(*)" select="map {
      'ACCP': 'accepted', 'ACSP': 'accepted', 'ACWC': 'accepted', 'ACWP': 'accepted',
      'ACSC': 'settled', 'ACCC': 'settled',
      'PDNG': 'pending',
      'RJCT': 'rejected',
      'CANC': 'cancelled' }"/>

  <!-- Own words for the reason: the bank's text may hold internal numbers and comes in its language. -->
  <xsl:variable name="reasons" as="map(*)" select="map {
      'AC01': 'The account number is not correct.',
      'AC02': 'The debtor account number is not correct.',
      'AC03': 'The creditor account number is not correct.',
      'AC04': 'The account is closed.',
      'AC05': 'The debtor account is closed.',
      'AC06': 'The account is blocked.',
      'AC07': 'The creditor account is closed.',
      'AG01': 'This kind of payment is not allowed on the account.',
      'AM01': 'The amount is zero.',
      'AM02': 'The amount is not allowed.',
      'AM03': 'The currency is not supported.',
      'AM04': 'There are not enough funds.',
      'AM05': 'The payment was sent twice.',
      'AM09': 'The amount is not correct.',
      'AM10': 'The total of the payment file is not correct.',
      'BE01': 'The name does not match the account.',
      'BE04': 'The address of the creditor is missing or not correct.',
      'BE05': 'The creditor is not known.',
      'BE06': 'The end customer is not known.',
      'CH03': 'The requested date is too far ahead.',
      'DT01': 'The date is not correct.',
      'DU01': 'The payment file was sent twice.',
      'DU02': 'The payment group was sent twice.',
      'DU03': 'The payment was sent twice.',
      'DU04': 'The payment reference was used twice.',
      'FF01': 'The format of the payment is not correct.',
      'MD01': 'There is no valid mandate.',
      'MD02': 'Details of the mandate are missing.',
      'MD06': 'The payer asked for a refund.',
      'MD07': 'The account holder is deceased.',
      'MS02': 'The payee gave no reason.',
      'MS03': 'The bank gave no reason.',
      'RC01': 'The bank code is not correct.',
      'RR01': 'Details of the payer are missing.',
      'RR02': 'The name or address of the payer is missing.',
      'RR03': 'The name or address of the payee is missing.',
      'RR04': 'The bank refused for regulatory reasons.',
      'TM01': 'The payment came after the cut-off time.' }"/>

  <xsl:key name="transactions" match="*:TxInfAndSts" use="f:key(.)"/>

  <xsl:template match="/">
    <xsl:variable name="report" select="(//*:CstmrPmtStsRpt | //*:FIToFIPmtStsRpt)[1]"/>
    <xsl:if test="empty($report)">
      <xsl:sequence select="d:refuse('the document is no payment status report but a '
          || string-join(/*/(local-name(), *[1]/local-name()), '/'))"/>
    </xsl:if>
    <xsl:variable name="message" select="d:text($report/*:GrpHdr/*:MsgId)"/>
    <xsl:if test="empty($message)">
      <xsl:sequence select="d:refuse('the report has no GrpHdr/MsgId, which makes a repeat recognisable')"/>
    </xsl:if>
    <xsl:variable name="group" select="$report/*:OrgnlGrpInfAndSts[1]"/>
    <xsl:variable name="blocks" select="$report/*:OrgnlPmtInfAndSts"/>
    <xsl:variable name="loose" select="$report/*:TxInfAndSts"/>
    <xsl:variable name="context" as="map(*)" select="map {
        'message': $message,
        'time': (d:time($report/*:GrpHdr/*:CreDtTm, $zone), d:now($now))[1],
        'file': (d:text($group/*:OrgnlMsgId), d:text($loose[1]/*:OrgnlGrpInf/*:OrgnlMsgId), '')[1] }"/>
    <xsl:sequence select="array {
        for $n in 1 to count($loose) return
          f:transaction($loose[$n], 'TxInfAndSts[' || $n || ']', f:status($group/*:GrpSts), (), $context),
        for $b in 1 to count($blocks) return
          f:block($blocks[$b], 'OrgnlPmtInfAndSts[' || $b || ']', $group, $context),
        if (exists($blocks) or exists($loose)) then () else f:file($group, $context) }"/>
  </xsl:template>

  <xsl:function name="f:file" as="map(*)">
    <xsl:param name="group" as="element()?"/>
    <xsl:param name="context" as="map(*)"/>
    <xsl:sequence select="
        f:whole($group, f:status($group/*:GrpSts), 'file', 'payment-file', $context?file, (), 'OrgnlGrpInfAndSts',
            $context)"/>
  </xsl:function>

  <!-- The listed transactions, and the block itself where its status speaks for payments that are not listed. -->
  <xsl:function name="f:block" as="map(*)*">
    <xsl:param name="block" as="element()"/>
    <xsl:param name="position" as="xs:string"/>
    <xsl:param name="group" as="element()?"/>
    <xsl:param name="context" as="map(*)"/>
    <xsl:variable name="status" select="(f:status($block/*:PmtInfSts), f:status($group/*:GrpSts))[1]"/>
    <xsl:variable name="transactions" select="$block/*:TxInfAndSts"/>
    <xsl:variable name="id" select="(d:text($block/*:OrgnlPmtInfId), '')[1]"/>
    <xsl:variable name="sent" select="d:text($block/*:OrgnlNbOfTxs)"/>
    <xsl:sequence select="
        for $n in 1 to count($transactions) return
          f:transaction($transactions[$n], $position || '/TxInfAndSts[' || $n || ']', $status, $id, $context)"/>
    <xsl:if test="empty($transactions)">
      <xsl:sequence select="
          f:whole($block, $status, 'block', 'payment-block', $id, (), $position, $context)"/>
    </xsl:if>
    <xsl:if test="exists($transactions) and $sent castable as xs:integer
        and xs:integer($sent) gt count($transactions) and f:tellsWhole($status)">
      <xsl:sequence select="
          f:whole($block, $status, 'block', 'payment-block', $id, $transactions/f:key(.), $position, $context)"/>
    </xsl:if>
  </xsl:function>

  <!-- A status of a whole block or file: only what ends its payments is worth an event, which the route spreads. -->
  <xsl:function name="f:whole" as="map(*)">
    <xsl:param name="node" as="element()?"/>
    <xsl:param name="status" as="xs:string?"/>
    <xsl:param name="level" as="xs:string"/>
    <xsl:param name="kind" as="xs:string"/>
    <xsl:param name="id" as="xs:string"/>
    <xsl:param name="listed" as="xs:string*"/>
    <xsl:param name="position" as="xs:string"/>
    <xsl:param name="context" as="map(*)"/>
    <xsl:sequence select="
        if (not(f:tellsWhole($status))) then map { 'silent': f:reasonOfSilence($status), 'position': $position }
        else if ($id = '') then map { 'silent': 'incomplete', 'position': $position }
        else f:event($context?message || '/' || $level || '/' || $id, $id, $statuses($status), $node, (),
            d:object((
              map { 'audience': map { 'kind': $kind, 'key': $id } },
              d:entry('messageId', $context?file),
              if (empty($listed)) then () else map { 'listedPaymentIds': array { $listed } })),
            $position, $context)"/>
  </xsl:function>

  <xsl:function name="f:transaction" as="map(*)">
    <xsl:param name="transaction" as="element()"/>
    <xsl:param name="position" as="xs:string"/>
    <xsl:param name="above" as="xs:string?"/>
    <xsl:param name="block" as="xs:string?"/>
    <xsl:param name="context" as="map(*)"/>
    <xsl:variable name="status" select="(f:status($transaction/*:TxSts), $above)[1]"/>
    <xsl:variable name="key" select="f:key($transaction)"/>
    <xsl:variable name="told" select="$statuses(($status, '')[1])"/>
    <!-- two transactions of one report with one key are still two -->
    <xsl:variable name="twin" select="
        if (empty($key)) then 0 else count(key('transactions', $key, root($transaction))[. &lt;&lt; $transaction])"/>
    <xsl:sequence select="
        if (empty($told)) then map { 'silent': f:reasonOfSilence($status), 'position': $position }
        else if (empty($key)) then map { 'silent': 'incomplete', 'position': $position }
        else f:event(
            $context?message || '/transaction/' || $key || (if ($twin gt 0) then '/' || $twin + 1 else ''),
            $key, $told, $transaction, $transaction/*:OrgnlTxRef[1],
            d:object((
              map { 'audience': map { 'kind': 'payment', 'key': $key } },
              d:entry('messageId', $context?file),
              d:entry('paymentInfoId', $block))),
            $position, $context)"/>
  </xsl:function>

  <xsl:function name="f:event" as="map(*)">
    <xsl:param name="id" as="xs:string"/>
    <xsl:param name="payment" as="xs:string"/>
    <xsl:param name="status" as="xs:string"/>
    <xsl:param name="node" as="element()?"/>
    <xsl:param name="original" as="element()?"/>
    <xsl:param name="more" as="map(*)"/>
    <xsl:param name="position" as="xs:string"/>
    <xsl:param name="context" as="map(*)"/>
    <!-- a reason explains a refusal; on an accepted payment it is a remark, not an error -->
    <xsl:variable name="reason" select="
        if ($status = ('rejected', 'cancelled', 'pending'))
        then d:text($node/*:StsRsnInf/*:Rsn/(*:Cd, *:Prtry)) else ()"/>
    <xsl:variable name="amount" select="
        ($original/*:Amt/*:InstdAmt, $original/*:Amt/*:EqvtAmt/*:Amt, $original/*:IntrBkSttlmAmt)[1]"/>
    <xsl:variable name="account" select="
        translate((d:text($original/*:DbtrAcct/*:Id/*:IBAN), '')[1], ' ', '')"/>
    <xsl:sequence select="map {
        'specversion': '1.0',
        'id': $id,
        'source': $sourceUri,
        'type': 'payment.status-changed',
        'time': d:utc($context?time),
        'subject': $payment,
        'datacontenttype': 'application/json',
        'data': d:object((
          map { 'paymentId': $payment, 'status': $status },
          d:entry('amount', d:money($amount, $amount/@Ccy)),
          d:entry('creditor', d:text(($original/*:Cdtr/*:Nm, $original/*:Cdtr/*:Pty/*:Nm))),
          d:entry('debtorAccount', if (string-length($account) gt 8)
            then '****' || substring($account, string-length($account) - 3) else ()),
          d:entry('reason', $reason),
          d:entry('reasonText', $reasons(($reason, '')[1])),
          $more)),
        'position': $position }"/>
  </xsl:function>

  <xsl:function name="f:status" as="xs:string?">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:sequence select="d:text($nodes) ! upper-case(.)"/>
  </xsl:function>

  <xsl:function name="f:tellsWhole" as="xs:boolean">
    <xsl:param name="status" as="xs:string?"/>
    <xsl:sequence select="$status = ('RJCT', 'CANC', 'ACSC', 'ACCC')"/>
  </xsl:function>

  <xsl:function name="f:reasonOfSilence" as="xs:string">
    <xsl:param name="status" as="xs:string?"/>
    <xsl:sequence select="
        if (empty($status)) then 'no-status'
        else if ($status = ('RCVC', 'RVNM', 'RVMC', 'RVNA', 'RVCM')) then 'verification-of-payee'
        else if ($status = 'PART') then 'partly'
        else 'acknowledgement'"/>
  </xsl:function>

  <!-- The payer's own reference; NOTPROVIDED is none. -->
  <xsl:function name="f:key" as="xs:string?">
    <xsl:param name="transaction" as="element()"/>
    <xsl:variable name="keys" select="
        ($transaction/*:OrgnlEndToEndId[not(upper-case(normalize-space(.)) = 'NOTPROVIDED')]/d:text(.),
         d:text($transaction/*:OrgnlInstrId),
         d:text($transaction/*:OrgnlUETR),
         d:text($transaction/*:OrgnlTxId),
         d:text($transaction/*:StsId))"/>
    <xsl:sequence select="$keys[1]"/>
  </xsl:function>
</xsl:stylesheet>
