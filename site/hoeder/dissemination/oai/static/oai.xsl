<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-FileCopyrightText: 2026 Hoeder contributors -->
<!-- SPDX-License-Identifier: MIT -->
<!-- Shows an OAI-PMH answer to a person. Every sentence is in the variables at the beginning. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:o="http://www.openarchives.org/OAI/2.0/" exclude-result-prefixes="o">
  <xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat"/>

  <xsl:variable name="title">Harvesting interface (OAI-PMH 2.0)</xsl:variable>
  <xsl:variable name="purpose">This address is for programs that collect descriptions of datasets.
    What you see is one of its answers, made readable.</xsl:variable>
  <xsl:variable name="date">Up to date until</xsl:variable>
  <xsl:variable name="failed">The request could not be answered</xsl:variable>
  <xsl:variable name="deleted">No longer here</xsl:variable>
  <xsl:variable name="next">Next page</xsl:variable>
  <xsl:variable name="of"> of </xsl:variable>
  <xsl:variable name="from-on">From number </xsl:variable>
  <xsl:variable name="show">Show as </xsl:variable>
  <xsl:variable name="records">Records</xsl:variable>
  <xsl:variable name="identifiers">Identifiers</xsl:variable>
  <xsl:variable name="about">About this repository</xsl:variable>
  <xsl:variable name="sets">Sets</xsl:variable>
  <xsl:variable name="formats">Metadata formats</xsl:variable>

  <xsl:variable name="base" select="/o:OAI-PMH/o:request"/>
  <xsl:variable name="verb" select="/o:OAI-PMH/o:request/@verb"/>

  <xsl:template match="/o:OAI-PMH">
    <html lang="en">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title><xsl:value-of select="$title"/></title>
        <link rel="stylesheet" href="{$base}/style/oai.css"/>
      </head>
      <body>
        <header>
          <h1><xsl:value-of select="$title"/></h1>
          <p class="note"><xsl:value-of select="$purpose"/></p>
          <nav>
            <ul>
              <li><a href="{$base}?verb=Identify"><xsl:value-of select="$about"/></a></li>
              <li><a href="{$base}?verb=ListSets"><xsl:value-of select="$sets"/></a></li>
              <li><a href="{$base}?verb=ListMetadataFormats">
                <xsl:value-of select="$formats"/></a></li>
              <li><a href="{$base}?verb=ListRecords&amp;metadataPrefix=oai_dc">
                <xsl:value-of select="$records"/></a></li>
              <li><a href="{$base}?verb=ListIdentifiers&amp;metadataPrefix=oai_dc">
                <xsl:value-of select="$identifiers"/></a></li>
            </ul>
          </nav>
        </header>
        <main>
          <xsl:apply-templates select="*[not(self::o:request or self::o:responseDate)]"/>
        </main>
        <footer class="note">
          <p><xsl:value-of select="concat($date, ' ', o:responseDate)"/></p>
        </footer>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="o:error">
    <div class="error">
      <h2><xsl:value-of select="$failed"/></h2>
      <p><strong><xsl:value-of select="@code"/></strong><br/><xsl:value-of select="."/></p>
    </div>
  </xsl:template>

  <xsl:template match="o:Identify | o:metadataFormat | o:set">
    <table>
      <xsl:for-each select="*[not(self::o:description or self::o:setDescription)]">
        <tr>
          <th scope="row"><xsl:value-of select="local-name()"/></th>
          <td><xsl:apply-templates select="."/></td>
        </tr>
      </xsl:for-each>
    </table>
    <xsl:for-each select="o:setDescription">
      <p><xsl:value-of select="."/></p>
    </xsl:for-each>
    <xsl:for-each select="o:description">
      <pre><xsl:apply-templates select="*" mode="source"/></pre>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="o:setSpec">
    <a href="{$base}?verb=ListIdentifiers&amp;metadataPrefix=oai_dc&amp;set={.}">
      <xsl:value-of select="."/></a>
  </xsl:template>

  <xsl:template match="o:record | o:ListIdentifiers/o:header">
    <article>
      <xsl:apply-templates select="descendant-or-self::o:header[1]" mode="shown"/>
      <xsl:if test="o:metadata">
        <pre><xsl:apply-templates select="o:metadata/*" mode="source"/></pre>
      </xsl:if>
    </article>
  </xsl:template>

  <xsl:template match="o:header" mode="shown">
    <xsl:variable name="link"
        select="concat($base, '?verb=GetRecord&amp;identifier=', o:identifier)"/>
    <h2><xsl:value-of select="o:identifier"/></h2>
    <p>
      <xsl:value-of select="o:datestamp"/>
      <xsl:for-each select="o:setSpec">
        <xsl:text> · </xsl:text><xsl:apply-templates select="."/>
      </xsl:for-each>
    </p>
    <xsl:choose>
      <xsl:when test="@status = 'deleted'">
        <p class="deleted"><xsl:value-of select="$deleted"/></p>
      </xsl:when>
      <xsl:when test="$verb = 'ListIdentifiers'">
        <p><a href="{$link}&amp;metadataPrefix=oai_dc">
          <xsl:value-of select="concat($show, 'oai_dc')"/></a></p>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="o:resumptionToken">
    <p>
      <xsl:value-of select="concat($from-on, @cursor + 1, $of, @completeListSize)"/>
      <xsl:if test="string()">
        <xsl:text> · </xsl:text>
        <a rel="next" href="{$base}?verb={$verb}&amp;resumptionToken={.}">
          <xsl:value-of select="$next"/></a>
      </xsl:if>
    </p>
  </xsl:template>

  <!-- Metadata as their source. -->
  <xsl:template match="*" mode="source">
    <xsl:param name="indent" select="''"/>
    <xsl:value-of select="concat($indent, '&lt;', name())"/>
    <xsl:for-each select="@*">
      <xsl:value-of select="concat(' ', name(), '=&quot;', ., '&quot;')"/>
    </xsl:for-each>
    <xsl:text>&gt;</xsl:text>
    <xsl:choose>
      <xsl:when test="*">
        <xsl:text>&#10;</xsl:text>
        <xsl:apply-templates select="*" mode="source">
          <xsl:with-param name="indent" select="concat($indent, '  ')"/>
        </xsl:apply-templates>
        <xsl:value-of select="$indent"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
    <xsl:value-of select="concat('&lt;/', name(), '&gt;&#10;')"/>
  </xsl:template>
</xsl:stylesheet>
