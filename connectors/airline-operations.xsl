<?xml version="1.0" encoding="UTF-8"?>
<!--
  IATA AIDX FlightLegNotifRQ > one observation per flight leg.

  A message is a snapshot without a "changed" mark, so the mapping says what each value would mean and the hub
  compares. Times are found by qualifier and type, never by their place in the message.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:d="urn:dromedary:mapping"
    xmlns:f="urn:dromedary:airline-operations"
    exclude-result-prefixes="#all">
  <xsl:import href="common.xsl"/>
  <xsl:output method="json"/>
  <xsl:param name="sourceUri" as="xs:string" select="'airline'"/>
  <xsl:param name="now" as="xs:string" select="''"/>

  <xsl:template match="/">
    <xsl:variable name="message" select="(//*:IATA_AIDX_FlightLegNotifRQ)[1]"/>
    <xsl:if test="empty($message)">
      <xsl:sequence select="d:refuse('the document is no IATA_AIDX_FlightLegNotifRQ but a ' || local-name(/*))"/>
    </xsl:if>
    <xsl:variable name="legs" select="$message/*:FlightLeg"/>
    <xsl:variable name="time" select="(d:time($message/@TimeStamp, 'UTC'), d:now($now))[1]"/>
    <xsl:sequence select="array {
        if (empty($legs)) then map { 'silent': 'no-event-type', 'position': 'message' }
        else for $n in 1 to count($legs) return f:leg($legs[$n], 'FlightLeg[' || $n || ']', $time) }"/>
  </xsl:template>

  <xsl:function name="f:leg" as="map(*)">
    <xsl:param name="leg" as="element()"/>
    <xsl:param name="position" as="xs:string"/>
    <xsl:param name="time" as="xs:dateTime"/>
    <xsl:variable name="id" select="$leg/*:LegIdentifier"/>
    <xsl:variable name="flight" select="f:number($id)"/>
    <xsl:variable name="date" select="substring(d:text($id/*:OriginDate), 1, 10)"/>
    <xsl:sequence select="
        if (empty($flight) or not($date castable as xs:date))
        then map { 'silent': 'incomplete', 'position': $position }
        else map {
          'observation': f:observation($leg/*:LegData, $id, $flight, $date, $time),
          'position': $position }"/>
  </xsl:function>

  <xsl:function name="f:observation" as="map(*)">
    <xsl:param name="data" as="element()?"/>
    <xsl:param name="id" as="element()"/>
    <xsl:param name="flight" as="xs:string"/>
    <xsl:param name="date" as="xs:string"/>
    <xsl:param name="time" as="xs:dateTime"/>
    <xsl:variable name="from" select="d:text($id/*:DepartureAirport)"/>
    <xsl:variable name="to" select="d:text($id/*:ArrivalAirport)"/>
    <xsl:variable name="status" select="$data/*:OperationalStatus/upper-case(normalize-space(.))"/>
    <xsl:variable name="cancelled" select="$status = ('DX', 'CX', 'CNL') or exists(f:at($data, 'CNL', 'ACT'))"/>
    <!-- not loaded, or taken out of the day's plan: neither a cancellation nor an operating flight -->
    <xsl:variable name="absent" select="not($cancelled) and $status = 'NOP'"/>
    <xsl:variable name="left" select="
        some $point in ('OFB', 'TKO', 'TDN', 'ONB') satisfies exists(f:at($data, $point, 'ACT'))"/>
    <xsl:variable name="open" select="not($cancelled or $absent or $left)"/>

    <xsl:variable name="scheduled" select="f:at($data, 'OFB', 'SCT')"/>
    <xsl:variable name="departs" select="(f:at($data, 'OFB', 'EST'), $scheduled)[1]"/>
    <xsl:variable name="common" select="d:object((
        d:entry('flight', $flight),
        d:entry('date', $date),
        d:entry('from', $from),
        d:entry('to', $to),
        f:codeShares($data),
        map { 'audience': map { 'kind': 'flight', 'key': $flight || '/' || $date } }))"/>
    <xsl:variable name="atDeparture" select="d:object((
        $common,
        d:entry('departsAt', d:utc($departs)),
        d:entry('boardsAt', d:utc((f:at($data, 'BST', 'EST'), f:at($data, 'BST', 'SCT'))[1]))))"/>
    <xsl:variable name="gate" select="f:resource($data, 'PassengerGate')"/>
    <xsl:variable name="terminal" select="f:resource($data, 'PublicTerminal')"/>

    <xsl:sequence select="d:object((
        map {
          'source': $sourceUri,
          'subject': $flight || '/' || $date || '/' || $from || '-' || $to,
          'time': d:utc($time),
          'expires': d:utc(max((xs:dateTime($date || 'T00:00:00Z'), $time)) + xs:dayTimeDuration('P5D')),
          'aspects': array {
            map {
              'name': 'cancelled',
              'value': if ($cancelled) then 'cancelled' else if ($absent or empty($status)) then () else 'operating',
              'initial': if ($cancelled) then 'event' else 'baseline',
              'event': d:object((
                map {
                  'type': 'flight.cancelled',
                  'data': d:object((
                    $common,
                    d:entry('scheduledAt', d:utc(($scheduled, f:at($data, 'ONB', 'SCT'))[1])))) },
                if ($cancelled) then () else map { 'retracts': true() })) },
            map {
              'name': 'gate',
              'value': if ($open) then $gate else (),
              'initial': 'baseline',
              'previousAs': 'oldGate',
              'event': d:object((
                map {
                  'type': 'flight.gate-changed',
                  'data': d:object(($atDeparture, d:entry('gate', $gate))) },
                d:entry('deadline', d:utc($departs)))) },
            map {
              'name': 'terminal',
              'value': if ($open) then $terminal else (),
              'initial': 'baseline',
              'previousAs': 'oldTerminal',
              'event': d:object((
                map {
                  'type': 'flight.terminal-changed',
                  'data': d:object(($atDeparture, d:entry('terminal', $terminal))) },
                d:entry('deadline', d:utc($departs)))) },
            f:punctuality('departsAt', $scheduled, f:at($data, 'OFB', 'EST'), $open, $common),
            if (exists($scheduled) and exists(f:at($data, 'OFB', 'EST'))) then ()
            else f:punctuality('arrivesAt', f:at($data, 'ONB', 'SCT'), f:at($data, 'ONB', 'EST'), $open,
                d:object(($common, map { 'timesAt': 'arrival' }))) } },
        d:entry('silent',
          if ($cancelled) then ()
          else if ($absent) then 'not-operating'
          else if ($left or (some $step in ('CHK', 'CHC', 'GTO', 'BST', 'BEN', 'FCT', 'GCL')
              satisfies exists(f:at($data, $step, 'ACT')))) then 'no-event-type'
          else ())))"/>
  </xsl:function>

  <!--
    A later time than the scheduled one is a delay, also when it is the first that we hear. An earlier one never is:
    it only takes back a delay that has not been told yet.
  -->
  <xsl:function name="f:punctuality" as="map(*)">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="scheduled" as="xs:dateTime?"/>
    <xsl:param name="estimated" as="xs:dateTime?"/>
    <xsl:param name="open" as="xs:boolean"/>
    <xsl:param name="common" as="map(*)"/>
    <xsl:variable name="late" select="$estimated gt $scheduled"/>
    <xsl:sequence select="d:object((
        map {
          'name': $name,
          'value':
            if (not($open) or empty($scheduled) or empty($estimated)) then ()
            else if ($late) then d:utc($estimated)
            else 'not-late',
          'initial': if ($late) then 'event' else 'baseline',
          'event': d:object((
            map {
              'type': 'flight.delayed',
              'data': d:object((
                $common,
                d:entry('departsAt', d:utc($estimated)),
                d:entry('scheduledAt', d:utc($scheduled)))) },
            if ($late) then d:entry('deadline', d:utc($estimated)) else map { 'retracts': true() })) },
        if ($open and $estimated lt $scheduled) then map { 'silent': 'early' } else ()))"/>
  </xsl:function>

  <!-- Airline, number without leading zeros, suffix. -->
  <xsl:function name="f:number" as="xs:string?">
    <xsl:param name="id" as="element()?"/>
    <xsl:variable name="airline" select="d:text($id/*:Airline)"/>
    <xsl:variable name="number" select="d:text($id/*:FlightNumber)"/>
    <xsl:sequence select="
        if (empty($airline) or empty($number)) then ()
        else upper-case($airline || replace($number, '^0+(.)', '$1') || d:text($id/*:OperationalSuffix))"/>
  </xsl:function>

  <xsl:function name="f:codeShares" as="map(*)?">
    <xsl:param name="data" as="element()?"/>
    <xsl:variable name="numbers" select="distinct-values($data/*:CodeShareInfo/f:number(.))"/>
    <xsl:sequence select="if (empty($numbers)) then () else map { 'codeShares': array { $numbers } }"/>
  </xsl:function>

  <!-- The time with this qualifier and type; of several the one with the highest RepeatIndex. -->
  <xsl:function name="f:at" as="xs:dateTime?">
    <xsl:param name="data" as="element()?"/>
    <xsl:param name="qualifier" as="xs:string"/>
    <xsl:param name="type" as="xs:string"/>
    <xsl:variable name="times" select="
        $data/*:OperationTime[@OperationQualifier = $qualifier and @TimeType = $type and normalize-space(.) != '']"/>
    <xsl:sequence select="
        d:time(sort($times, (), function($t) { xs:integer(($t/@RepeatIndex, 0)[1]) })[last()], 'UTC')"/>
  </xsl:function>

  <!-- A resource of the departure airport: in use before planned, then the lowest RepeatIndex. -->
  <xsl:function name="f:resource" as="xs:string?">
    <xsl:param name="data" as="element()?"/>
    <xsl:param name="name" as="xs:string"/>
    <xsl:variable name="all" select="
        $data/*:AirportResources/*:Resource[@DepartureOrArrival = 'Departure']
            /*[local-name() = $name and normalize-space(.) != '']"/>
    <xsl:sequence select="
        d:text(sort($all, (), function($r) {
            (if ($r/../../@Usage = 'Actual') then 0 else 1000) + xs:integer(($r/@RepeatIndex, 0)[1]) })[1])"/>
  </xsl:function>
</xsl:stylesheet>
