<?xml version="1.0" encoding="UTF-8"?>
<!-- UBL 2.x OrderResponse or OrderResponseSimple > order.confirmed when the seller accepts, else silence. -->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:d="urn:dromedary:mapping"
    xmlns:f="urn:dromedary:erp-orders"
    exclude-result-prefixes="#all">
  <xsl:import href="common.xsl"/>
  <xsl:output method="json"/>
  <xsl:param name="sourceUri" as="xs:string" select="'erp'"/>
  <xsl:param name="zone" as="xs:string" select="'UTC'"/>
  <xsl:param name="now" as="xs:string" select="''"/>

  <xsl:template match="/">
    <xsl:variable name="responses" select="//*:OrderResponse | //*:OrderResponseSimple"/>
    <xsl:if test="empty($responses)">
      <xsl:sequence select="d:refuse('the document is no UBL OrderResponse but a ' || local-name(/*))"/>
    </xsl:if>
    <xsl:sequence select="array {
        for $n in 1 to count($responses) return
          f:item($responses[$n], local-name($responses[$n]) || '[' || $n || ']') }"/>
  </xsl:template>

  <xsl:function name="f:item" as="map(*)">
    <xsl:param name="response" as="element()"/>
    <xsl:param name="position" as="xs:string"/>
    <xsl:variable name="order" select="
        (d:text($response/*:OrderReference/*:ID), d:text($response/*:OrderReference/*:SalesOrderID),
         d:text($response/*:SalesOrderID))[1]"/>
    <xsl:variable name="answer" select="f:answer($response)"/>
    <xsl:sequence select="
        if ($answer != 'accepted') then map { 'silent': $answer, 'position': $position }
        else if (empty($order)) then map { 'silent': 'incomplete', 'position': $position }
        else f:confirmed($response, $order, $position)"/>
  </xsl:function>

  <xsl:function name="f:confirmed" as="map(*)">
    <xsl:param name="response" as="element()"/>
    <xsl:param name="order" as="xs:string"/>
    <xsl:param name="position" as="xs:string"/>
    <xsl:variable name="document" select="(d:text($response/*:ID), d:text($response/*:UUID))[1]"/>
    <xsl:variable name="lines" select="$response/*:OrderLine[not(f:refusedLine(.))]"/>
    <xsl:variable name="customer" select="f:buyer($response)"/>
    <xsl:sequence select="map {
        'specversion': '1.0',
        'id': 'order-response/' || ($document, $order)[1],
        'source': $sourceUri,
        'type': 'order.confirmed',
        'time': d:utc(f:time($response)),
        'subject': $order,
        'datacontenttype': 'application/json',
        'data': d:object((
          map { 'orderId': $order },
          d:entry('total', f:total($response, $lines)),
          if (exists($lines)) then map { 'items': count($lines) } else (),
          map { 'audience': if (exists($customer))
            then map { 'kind': 'customer', 'key': $customer }
            else map { 'kind': 'order', 'key': $order } })),
        'position': $position }"/>
  </xsl:function>

  <!-- What the seller says: Peppol codes AB, AP, RE, CA, their UN/EDIFACT 4343 forebears, or the simple indicator. -->
  <xsl:function name="f:answer" as="xs:string">
    <xsl:param name="response" as="element()"/>
    <xsl:variable name="code" select="d:text($response/*:OrderResponseCode) ! upper-case(.)"/>
    <xsl:variable name="indicator" select="d:text($response/*:AcceptedIndicator) ! lower-case(.)"/>
    <xsl:sequence select="
        if ($code = ('AP', 'CA', '29', '30')) then 'accepted'
        else if ($code = ('RE', '27')) then 'refused'
        else if ($code = ('AB', '12')) then 'acknowledgement'
        else if ($indicator = ('true', '1')) then 'accepted'
        else if ($indicator = ('false', '0')) then 'refused'
        else if (exists(d:text($response/*:RejectionNote))) then 'refused'
        (: UBL lets a response be a counter-offer too: without its code nothing is promised to the customer :)
        else 'no-answer'"/>
  </xsl:function>

  <xsl:function name="f:refusedLine" as="xs:boolean">
    <xsl:param name="line" as="element()"/>
    <xsl:sequence select="d:text($line/*:LineItem/*:LineStatusCode) = ('7', '42')"/>
  </xsl:function>

  <!-- The document's total, else the sum of its lines when every one of them has an amount. -->
  <xsl:function name="f:total" as="map(*)?">
    <xsl:param name="response" as="element()"/>
    <xsl:param name="lines" as="element()*"/>
    <xsl:variable name="totals" select="$response/(*:LegalMonetaryTotal, *:AnticipatedMonetaryTotal)"/>
    <xsl:variable name="total" select="
        ($totals/*:PayableAmount, $totals/*:TaxInclusiveAmount)[normalize-space(.) != ''][1]"/>
    <xsl:variable name="amounts" select="$lines/*:LineItem/*:LineExtensionAmount[. castable as xs:decimal]"/>
    <xsl:sequence select="
        if (exists($total)) then d:money($total, $total/@currencyID)
        else if (exists($lines) and count($amounts) = count($lines)
            and count(distinct-values($amounts/@currencyID)) = 1)
          then d:money(string(sum($amounts ! xs:decimal(.))), $amounts[1]/@currencyID)
        else ()"/>
  </xsl:function>

  <xsl:function name="f:buyer" as="xs:string?">
    <xsl:param name="response" as="element()"/>
    <xsl:variable name="buyer" select="$response/*:BuyerCustomerParty[1]"/>
    <xsl:sequence select="
        (d:text($buyer/*:Party/*:PartyIdentification/*:ID),
         d:text($buyer/*:SupplierAssignedAccountID),
         d:text($buyer/*:CustomerAssignedAccountID),
         d:text($buyer/*:Party/*:EndpointID))[1]"/>
  </xsl:function>

  <xsl:function name="f:time" as="xs:dateTime">
    <xsl:param name="response" as="element()"/>
    <xsl:variable name="date" select="d:text($response/*:IssueDate)"/>
    <xsl:variable name="clock" select="d:text($response/*:IssueTime)"/>
    <xsl:sequence select="
        if (empty($date)) then d:now($now)
        else if (empty($clock)) then d:time($date, $zone)
        else d:time(substring($date, 1, 10) || 'T' || $clock, $zone)"/>
  </xsl:function>
</xsl:stylesheet>
