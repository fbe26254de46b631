<?xml version="1.0" encoding="UTF-8"?>
<!--
  DATEX II v2 or v3 SituationPublication > one observation per situation, whatever the number of its records.

  Elements are found by local name: v3 spreads them over a namespace per package.
-->
<xsl:stylesheet version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:d="urn:dromedary:mapping"
    xmlns:f="urn:dromedary:traffic-situations"
    exclude-result-prefixes="#all">
  <xsl:import href="common.xsl"/>
  <xsl:output method="json"/>
  <xsl:param name="sourceUri" as="xs:string" select="'traffic'"/>
  <xsl:param name="area" as="xs:string" select="''"/>
  <xsl:param name="language" as="xs:string" select="'en'"/>
  <xsl:param name="initial" as="xs:string" select="'event'"/>
  <xsl:param name="now" as="xs:string" select="''"/>

  <xsl:variable name="severities" as="xs:string*" select="('low', 'medium', 'high', 'highest')"/>

  <!-- Words for the kinds that splitting the DATEX II name would not make readable. -->
  <xsl:variable name="words" as="map(*)" select="map {
      'brokenDownVehicle': 'Broken-down vehicle',
      'vehicleObstruction': 'Vehicle on the road',
      'accident': 'Accident',
      'abnormalTraffic': 'Traffic jam',
      'stationaryTraffic': 'Stationary traffic',
      'queuingTraffic': 'Queuing traffic',
      'slowTraffic': 'Slow traffic',
      'maintenanceWorks': 'Roadworks',
      'constructionWorks': 'Roadworks',
      'roadworks': 'Roadworks',
      'roadMaintenance': 'Roadworks',
      'roadClosed': 'Road closed',
      'carriagewayClosures': 'Carriageway closed',
      'laneClosures': 'Lanes closed',
      'singleAlternateLineTraffic': 'Alternating traffic',
      'speedManagement': 'Speed limit',
      'speedRestrictionInOperation': 'Speed limit',
      'reroutingManagement': 'Diversion',
      'environmentalObstruction': 'Obstruction',
      'generalObstruction': 'Obstruction',
      'poorEnvironmentConditions': 'Bad weather',
      'weatherRelatedRoadConditions': 'Bad road conditions',
      'nonWeatherRelatedRoadConditions': 'Bad road conditions',
      'roadOrCarriagewayOrLaneManagement': 'Road restriction',
      'generalNetworkManagement': 'Traffic management',
      'publicEvent': 'Public event' }"/>

  <xsl:template match="/">
    <xsl:variable name="publication" select="
        (//*[local-name() = ('payloadPublication', 'payload')]
            [matches(@*:type, '(^|:)SituationPublication$') or *:situation])[1]"/>
    <xsl:if test="empty($publication)">
      <xsl:sequence select="d:refuse('the document holds no DATEX II SituationPublication but a ' || local-name(/*))"/>
    </xsl:if>
    <xsl:variable name="situations" select="$publication/*:situation"/>
    <xsl:sequence select="array {
        for $n in 1 to count($situations) return
          f:item($situations[$n], 'situation[' || $n || ']', $publication, d:now($now)),
        if (empty($situations)) then map { 'silent': 'no-situation', 'position': 'message' } else () }"/>
  </xsl:template>

  <xsl:function name="f:item" as="map(*)">
    <xsl:param name="situation" as="element()"/>
    <xsl:param name="position" as="xs:string"/>
    <xsl:param name="publication" as="element()"/>
    <xsl:param name="at" as="xs:dateTime"/>
    <xsl:variable name="records" select="$situation/*:situationRecord"/>
    <xsl:variable name="standing" select="$records ! f:standing(., $at)"/>
    <xsl:sequence select="
        if (empty(d:text($situation/@id)) or empty($records)) then map { 'silent': 'incomplete', 'position': $position }
        else if (not(f:isPublic($situation))) then map { 'silent': 'not-public', 'position': $position }
        else map {
          'observation': f:observation($situation, $records[f:standing(., $at) = 'in-force'],
              if ($standing = 'in-force') then () else if ($standing = 'not-in-force') then 'not-in-force' else 'ended',
              $publication, $at),
          'position': $position }"/>
  </xsl:function>

  <!--
    What is over is a state of its own: it takes back what has not been told yet, and a situation that comes back is
    told again.
  -->
  <xsl:function name="f:observation" as="map(*)">
    <xsl:param name="situation" as="element()"/>
    <xsl:param name="inForce" as="element()*"/>
    <xsl:param name="over" as="xs:string?"/>
    <xsl:param name="publication" as="element()"/>
    <xsl:param name="at" as="xs:dateTime"/>
    <xsl:variable name="records" select="if (exists($inForce)) then $inForce else $situation/*:situationRecord"/>
    <xsl:variable name="id" select="string(d:text($situation/@id))"/>
    <xsl:variable name="time" select="f:time($situation, $publication, $at)"/>
    <xsl:variable name="data" select="f:data($situation, $records, $id, $publication)"/>
    <xsl:sequence select="d:object((
        map {
          'source': $sourceUri,
          'subject': $id,
          'time': d:utc($time),
          'expires': d:utc(max(($at, $time, f:end($records))) + xs:dayTimeDuration('P30D')),
          'aspects': array {
            d:object((
              map {
                'name': 'notice',
                'value': if (exists($over)) then 'over' else f:version($situation, $data),
                'initial': if (exists($over)) then 'baseline' else $initial,
                'event': d:object((
                  map { 'type': 'traffic.alert', 'data': $data },
                  if (exists($over)) then map { 'retracts': true() }
                  else d:entry('deadline', $data?endsAt))) },
              d:entry('silent', $over))) } },
        d:entry('silent', $over)))"/>
  </xsl:function>

  <xsl:function name="f:data" as="map(*)">
    <xsl:param name="situation" as="element()"/>
    <xsl:param name="records" as="element()*"/>
    <xsl:param name="id" as="xs:string"/>
    <xsl:param name="publication" as="element()"/>
    <xsl:variable name="comment" select="f:comment($records, $publication)"/>
    <xsl:variable name="road" select="f:road($records, $comment, $publication)"/>
    <xsl:variable name="place" select="f:place($records, $comment, $publication)"/>
    <xsl:variable name="roadName" select="if (matches($road, '^\d+$')) then 'Road ' || $road else $road"/>
    <xsl:variable name="where" select="
        (normalize-space($area)[. != ''], $place, $roadName, f:origin($records, $publication))[1]"/>
    <xsl:variable name="key" select="(normalize-space($area)[. != ''], $place, $road, $where)[1]"/>
    <xsl:sequence select="d:object((
        map {
          'alertId': $id,
          'area': $where,
          'title': string-join((f:kind($records),
              string-join(distinct-values(($roadName[not(contains($place, .))], $place)), ', ')[. != '']), ': '),
          'severity': f:severity($situation, $records),
          'audience': map { 'kind': 'area', 'key': $key } },
        d:entry('road', $road),
        d:entry('description', $comment),
        d:entry('startsAt', d:utc(min($records//*:overallStartTime ! d:time(., 'UTC')))),
        d:entry('endsAt', d:utc(f:end($records)))))"/>
  </xsl:function>

  <!-- The highest version of the situation and its records; without any, what a reader would read. -->
  <xsl:function name="f:version" as="xs:string">
    <xsl:param name="situation" as="element()"/>
    <xsl:param name="data" as="map(*)"/>
    <xsl:variable name="versions" select="
        ($situation/@version, $situation/*:situationRecord/@version)[. castable as xs:integer] ! xs:integer(.)"/>
    <xsl:sequence select="
        if (exists($versions)) then 'version ' || max($versions)
        else string-join(('severity', 'startsAt', 'endsAt', 'title') ! string($data(.)), '|')"/>
  </xsl:function>

  <!-- When the situation was last changed; of the publication or now when nothing says so. -->
  <xsl:function name="f:time" as="xs:dateTime">
    <xsl:param name="situation" as="element()"/>
    <xsl:param name="publication" as="element()"/>
    <xsl:param name="at" as="xs:dateTime"/>
    <xsl:variable name="changes" select="
        ($situation/*:situationVersionTime, $situation/*:situationRecord/*:situationRecordVersionTime)[. != '']
            ! d:time(., 'UTC')"/>
    <xsl:sequence select="(max($changes), $publication/*:publicationTime ! d:time(., 'UTC'), $at)[1]"/>
  </xsl:function>

  <!-- in-force, ended or not-in-force. What has not begun yet counts as in force: people want to know before. -->
  <xsl:function name="f:standing" as="xs:string">
    <xsl:param name="record" as="element()"/>
    <xsl:param name="at" as="xs:dateTime"/>
    <xsl:variable name="validity" select="$record/*:validity"/>
    <xsl:variable name="status" select="d:text($validity/*:validityStatus)"/>
    <xsl:variable name="end" select="f:end($record)"/>
    <xsl:variable name="periods" select="$validity/*:validityTimeSpecification/*:validPeriod"/>
    <xsl:variable name="exceptions" select="$validity/*:validityTimeSpecification/*:exceptionPeriod"/>
    <xsl:sequence select="
        if ($record//*:lifeCycleManagement/(*:end, *:cancel) = 'true') then 'ended'
        else if ($status = 'suspended') then 'not-in-force'
        else if ($status = 'active') then 'in-force'
        else if ($end lt $at) then 'ended'
        else if (exists($periods) and (every $p in $periods satisfies d:time($p/*:endOfPeriod, 'UTC') lt $at))
          then 'ended'
        else if (some $p in $exceptions satisfies
            (d:time($p/*:startOfPeriod, 'UTC') le $at and not(d:time($p/*:endOfPeriod, 'UTC') le $at)))
          then 'not-in-force'
        else 'in-force'"/>
  </xsl:function>

  <!-- The end of all records; nothing when one of them is open. -->
  <xsl:function name="f:end" as="xs:dateTime?">
    <xsl:param name="records" as="element()*"/>
    <xsl:variable name="ends" select="
        $records/*:validity/*:validityTimeSpecification/*:overallEndTime[. != ''] ! d:time(., 'UTC')"/>
    <xsl:sequence select="if (count($ends) = count($records)) then max($ends) else ()"/>
  </xsl:function>

  <xsl:function name="f:isPublic" as="xs:boolean">
    <xsl:param name="situation" as="element()"/>
    <xsl:variable name="header" select="$situation/*:headerInformation"/>
    <xsl:variable name="confidentiality" select="
        ($header, $situation/*:situationRecord)/*[local-name() = ('confidentiality', 'confidentialityOverride')]
            /normalize-space(.)"/>
    <xsl:variable name="status" select="$header/*:informationStatus/normalize-space(.)"/>
    <xsl:sequence select="
        (every $c in $confidentiality satisfies $c = ('', 'noRestriction'))
        and (every $s in $status satisfies $s = ('', 'real'))"/>
  </xsl:function>

  <!-- none, unknown and lowest are told as low, the least that an alert can be. -->
  <xsl:function name="f:severity" as="xs:string">
    <xsl:param name="situation" as="element()"/>
    <xsl:param name="records" as="element()*"/>
    <xsl:variable name="overall" select="d:text($situation/*:overallSeverity)[. = $severities]"/>
    <xsl:variable name="ranks" select="$records/*:severity ! index-of($severities, normalize-space(.))"/>
    <xsl:sequence select="
        if (exists($overall)) then $overall
        else if (exists($ranks)) then $severities[max($ranks)]
        else 'low'"/>
  </xsl:function>

  <!-- What it is: a closed road before anything else, then the stated cause, then the kind of the first record. -->
  <xsl:function name="f:kind" as="xs:string">
    <xsl:param name="records" as="element()*"/>
    <xsl:variable name="managements" select="
        $records/*:roadOrCarriagewayOrLaneManagementType/normalize-space(.)"/>
    <xsl:variable name="closed" select="('roadClosed', 'carriagewayClosures')[. = $managements][1]"/>
    <xsl:variable name="details" select="
        $records[1]/*[local-name() = ('accidentType', 'vehicleObstructionType', 'obstructionType',
            'environmentalObstructionType', 'abnormalTrafficType', 'roadMaintenanceType', 'constructionWorkType',
            'poorEnvironmentType', 'weatherRelatedRoadConditionType', 'nonWeatherRelatedRoadConditionType',
            'roadOrCarriagewayOrLaneManagementType', 'speedManagementType', 'reroutingManagementType',
            'publicEventType', 'disturbanceActivityType', 'animalPresenceType', 'equipmentOrSystemFaultType')]"/>
    <xsl:variable name="causes" select="$records/*:cause/*[matches(local-name(), '^cause(Type)?$')]"/>
    <xsl:variable name="type" select="replace($records[1]/@*:type, '^.*:', '')"/>
    <xsl:variable name="name" select="
        ($closed, d:text($causes), d:text($details)[not(. = ('other', 'unknown'))],
         lower-case(substring($type, 1, 1)) || substring($type, 2), 'trafficDisturbance')[. != ''][1]"/>
    <xsl:variable name="split" select="lower-case(replace($name, '(\p{Ll})(\p{Lu})', '$1 $2'))"/>
    <xsl:sequence select="($words($name), upper-case(substring($split, 1, 1)) || substring($split, 2))[1]"/>
  </xsl:function>

  <!-- Road name or number as the feed gives it, else the number that its text begins with ("Tie 11698, …"). -->
  <xsl:function name="f:road" as="xs:string?">
    <xsl:param name="records" as="element()*"/>
    <xsl:param name="comment" as="xs:string?"/>
    <xsl:param name="publication" as="element()"/>
    <xsl:variable name="linkNames" select="
        $records//*:name[*:tpegOtherPointDescriptorType = 'linkName'] ! f:words(., $publication)"/>
    <xsl:variable name="fields" select="$records//*[local-name() = ('roadNumber', 'roadName')]"/>
    <xsl:sequence select="
        ($linkNames, $fields ! (f:words(., $publication), d:text(.))[1],
         f:lead($comment) ! replace(., '^\P{Nd}*?(\d+).*$', '$1')[. != ''])[1]"/>
  </xsl:function>

  <!-- A name that people know: the town or area, else the place that the text names after its road. -->
  <xsl:function name="f:place" as="xs:string?">
    <xsl:param name="records" as="element()*"/>
    <xsl:param name="comment" as="xs:string?"/>
    <xsl:param name="publication" as="element()"/>
    <xsl:variable name="named" select="
        for $kind in ('townName', 'areaName', 'localAuthorityName', 'districtName', 'regionName', 'countyName') return
          $records//*:name[*[matches(local-name(), 'DescriptorType$')] = $kind] ! f:words(., $publication)"/>
    <xsl:variable name="located" select="
        $records//*[local-name() = ('areaName', 'locationName', 'alertCLocationName', 'namedAreaName')]
            ! f:words(., $publication)"/>
    <xsl:variable name="told" select="
        f:lead($comment)[contains(., ',')] ! normalize-space(replace(., '^.*,', ''))"/>
    <xsl:sequence select="($named, $located, $told)[. != ''][1]"/>
  </xsl:function>

  <!-- The first sentence of a text that begins with a road: "Tie 11698, eli Sipoonkirkontie, Sipoo". -->
  <xsl:function name="f:lead" as="xs:string?">
    <xsl:param name="comment" as="xs:string?"/>
    <xsl:variable name="sentence" select="normalize-space(tokenize(string($comment), '[.\n]')[1])"/>
    <xsl:sequence select="
        $sentence[matches(., '^(Tie|Road|Route|Väg|Vei|Vej|Straße|Strasse|Carretera|Strada)\s+\d+', 'i')]"/>
  </xsl:function>

  <!-- Who tells it, when the situation names no place at all. -->
  <xsl:function name="f:origin" as="xs:string">
    <xsl:param name="records" as="element()*"/>
    <xsl:param name="publication" as="element()"/>
    <xsl:variable name="source" select="
        ($records/*:source/*:sourceName ! f:words(., $publication),
         $records/*:source/*:sourceIdentification ! d:text(.))[1]"/>
    <xsl:sequence select="
        ($source ! (replace(., '^.*\[(.+)\].*$', '$1')),
         d:text($publication/*:publicationCreator/*:nationalIdentifier),
         d:text($publication/*:publicationCreator/*:country) ! upper-case(.),
         $sourceUri)[1]"/>
  </xsl:function>

  <!-- The public comments in one language, each fragment once, as one line that fits into a message. -->
  <xsl:function name="f:comment" as="xs:string?">
    <xsl:param name="records" as="element()*"/>
    <xsl:param name="publication" as="element()"/>
    <xsl:variable name="fragments" select="
        distinct-values(
          for $comment in $records/*:generalPublicComment return
            (f:words($comment/*:comment, $publication), f:words($comment, $publication))[1])"/>
    <xsl:variable name="whole" select="replace(string-join($fragments[. != ''], '. '), '\.\.+ ', '. ')"/>
    <xsl:sequence select="
        if ($whole = '') then ()
        else if (string-length($whole) le 500) then $whole
        else replace(substring($whole, 1, 499), '\s+\S*$', '') || '…'"/>
  </xsl:function>

  <!-- A multilingual text: in the wanted language, else the feed's own, else the first; one line. -->
  <xsl:function name="f:words" as="xs:string?">
    <xsl:param name="node" as="element()"/>
    <xsl:param name="publication" as="element()"/>
    <xsl:variable name="values" select="$node/descendant-or-self::*:values[1]/*:value[normalize-space(.) != '']"/>
    <xsl:sequence select="
        if (empty($values)) then ()
        else string-join(tokenize(($values[substring(@lang, 1, 2) = substring($language, 1, 2)],
            $values[@lang = $publication/@lang], $values)[1], '\n') ! normalize-space(.)[. != ''], '&#10;')
            ! replace(replace(., '([^.!?:;,])\n', '$1. '), '\n', ' ')"/>
  </xsl:function>
</xsl:stylesheet>
