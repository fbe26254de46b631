<?xml version="1.0" encoding="UTF-8"?>
<!-- What every XML mapping needs: entries that vanish when empty, money, instants, refusals. -->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:d="urn:dromedary:mapping"
    exclude-result-prefixes="#all">

  <!-- One entry of a JSON object; none for an absent or blank value. -->
  <xsl:function name="d:entry" as="map(*)?">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="value" as="item()?"/>
    <xsl:sequence select="
        if (empty($value)) then ()
        else if ($value instance of xs:string and normalize-space($value) = '') then ()
        else if ($value instance of map(*) and map:size($value) = 0) then ()
        else map:entry($name, $value)"/>
  </xsl:function>

  <!-- A JSON object of its entries. -->
  <xsl:function name="d:object" as="map(*)">
    <xsl:param name="entries" as="map(*)*"/>
    <xsl:sequence select="map:merge($entries)"/>
  </xsl:function>

  <!-- The text of the first node, trimmed; nothing when blank. -->
  <xsl:function name="d:text" as="xs:string?">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:variable name="texts" select="for $node in $nodes return normalize-space($node)"/>
    <xsl:sequence select="$texts[. != ''][1]"/>
  </xsl:function>

  <!-- An amount as {"amount":"129.90","currency":"EUR"}, with the currency's own number of decimals. -->
  <xsl:function name="d:money" as="map(*)?">
    <xsl:param name="amount" as="xs:string?"/>
    <xsl:param name="currency" as="xs:string?"/>
    <xsl:variable name="number" select="normalize-space($amount)"/>
    <xsl:if test="$number castable as xs:decimal and normalize-space($currency) != ''">
      <xsl:variable name="code" select="upper-case(normalize-space($currency))"/>
      <xsl:variable name="picture" select="
          if ($code = ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','VND','VUV','XAF','XOF','XPF'))
            then '0.######'
          else if ($code = ('BHD','IQD','JOD','KWD','LYD','OMR','TND')) then '0.000###'
          else '0.00####'"/>
      <xsl:sequence select="map {
          'amount': format-number(xs:decimal($number), $picture),
          'currency': $code }"/>
    </xsl:if>
  </xsl:function>

  <!-- A time with offset; one without is local time of the zone (IANA name or offset). -->
  <xsl:function name="d:time" as="xs:dateTime?">
    <xsl:param name="text" as="xs:string?"/>
    <xsl:param name="zone" as="xs:string"/>
    <xsl:variable name="value" select="normalize-space($text)"/>
    <xsl:choose>
      <xsl:when test="$value = ''"/>
      <xsl:when test="$value castable as xs:dateTime">
        <xsl:variable name="time" select="xs:dateTime($value)"/>
        <xsl:sequence select="
            if (exists(timezone-from-dateTime($time))) then $time
            else xs:dateTime($value || d:offset($time, $zone))"/>
      </xsl:when>
      <xsl:when test="$value castable as xs:date">
        <xsl:sequence select="d:time(substring($value, 1, 10) || 'T00:00:00' || substring($value, 11), $zone)"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="d:refuse('a date or time is not written as ISO 8601')"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- The same instant as RFC 3339 text in UTC. -->
  <xsl:function name="d:utc" as="xs:string?">
    <xsl:param name="time" as="xs:dateTime?"/>
    <xsl:sequence select="
        if (empty($time)) then ()
        else string(adjust-dateTime-to-timezone($time, xs:dayTimeDuration('PT0S')))"/>
  </xsl:function>

  <!-- The offset that the zone has at about this local time, such as +02:00. -->
  <xsl:function name="d:offset" as="xs:string">
    <xsl:param name="local" as="xs:dateTime"/>
    <xsl:param name="zone" as="xs:string"/>
    <xsl:sequence select="
        if ($zone = ('', 'UTC', 'Z')) then 'Z'
        else if (matches($zone, '^[+-]\d\d:\d\d$')) then $zone
        else format-dateTime(adjust-dateTime-to-timezone($local, xs:dayTimeDuration('PT0S')),
            '[Z00:00]', 'en', (), $zone)"/>
  </xsl:function>

  <!-- Now: what the caller says, else the clock. -->
  <xsl:function name="d:now" as="xs:dateTime">
    <xsl:param name="now" as="xs:string"/>
    <xsl:sequence select="if ($now castable as xs:dateTime) then xs:dateTime($now) else current-dateTime()"/>
  </xsl:function>

  <!-- Ends the mapping with a reason for people; never put a value of the message into it. -->
  <xsl:function name="d:refuse" as="item()*">
    <xsl:param name="reason" as="xs:string"/>
    <xsl:sequence select="error(QName('urn:dromedary:mapping', 'd:unreadable'), $reason)"/>
  </xsl:function>
</xsl:stylesheet>
