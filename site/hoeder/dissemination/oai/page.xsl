<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-FileCopyrightText: 2026 Hoeder contributors -->
<!-- SPDX-License-Identifier: MIT -->
<!-- Shows an OAI-PMH answer to a person. Its sentences are parameters: see page_words. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:o="http://www.openarchives.org/OAI/2.0/"
    xmlns:dc="http://www.openarchives.org/OAI/2.0/oai_dc/" exclude-result-prefixes="o dc">
  <xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat"/>

  <xsl:param name="lang"/>
  <xsl:param name="title"/>
  <xsl:param name="purpose"/>
  <xsl:param name="programs"/>
  <xsl:param name="date"/>
  <xsl:param name="failed"/>
  <xsl:param name="deleted"/>
  <xsl:param name="pages"/>
  <xsl:param name="next"/>
  <xsl:param name="from"/>
  <xsl:param name="of"/>
  <xsl:param name="records"/>
  <xsl:param name="identifiers"/>
  <xsl:param name="about"/>
  <xsl:param name="sets"/>
  <xsl:param name="formats"/>
  <xsl:param name="show"/>
  <xsl:param name="all-formats"/>

  <xsl:variable name="base" select="/o:OAI-PMH/o:request"/>
  <xsl:variable name="verb" select="/o:OAI-PMH/o:request/@verb"/>
  <xsl:variable name="identifier" select="/o:OAI-PMH/o:request/@identifier"/>

  <xsl:template match="/o:OAI-PMH">
    <html lang="{$lang}">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="robots" content="noindex"/>
        <title><xsl:value-of select="$title"/></title>
        <link rel="stylesheet" href="{$base}/style/oai.css"/>
      </head>
      <body>
        <header>
          <h1><xsl:value-of select="$title"/></h1>
          <p class="note"><xsl:value-of select="concat($purpose, ' ', $programs)"/></p>
          <nav aria-label="{$title}">
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
      <p><strong><xsl:value-of select="@code"/></strong><br/>
        <span lang="en"><xsl:value-of select="."/></span></p>
    </div>
  </xsl:template>

  <xsl:template match="o:Identify | o:metadataFormat | o:set">
    <section>
      <dl>
        <xsl:for-each select="*[not(self::o:description or self::o:setDescription)]">
          <div>
            <dt lang="en"><xsl:value-of select="local-name()"/></dt>
            <dd><xsl:apply-templates select="."/></dd>
          </div>
        </xsl:for-each>
      </dl>
      <xsl:for-each select="o:setDescription">
        <p><xsl:value-of select="."/></p>
      </xsl:for-each>
      <xsl:for-each select="o:description">
        <pre><xsl:apply-templates select="*" mode="source"/></pre>
      </xsl:for-each>
    </section>
  </xsl:template>

  <xsl:template match="o:setSpec">
    <a href="{$base}?verb=ListIdentifiers&amp;metadataPrefix=oai_dc&amp;set={.}">
      <xsl:value-of select="."/></a>
  </xsl:template>

  <!-- A format leads to the record that was asked for in it, or to all records. -->
  <xsl:template match="o:metadataPrefix">
    <xsl:choose>
      <xsl:when test="$identifier">
        <a href="{$base}?verb=GetRecord&amp;identifier={$identifier}&amp;metadataPrefix={.}">
          <xsl:value-of select="."/></a>
      </xsl:when>
      <xsl:otherwise>
        <a href="{$base}?verb=ListRecords&amp;metadataPrefix={.}"><xsl:value-of select="."/></a>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="o:record | o:ListIdentifiers/o:header">
    <article>
      <xsl:apply-templates select="descendant-or-self::o:header[1]" mode="shown"/>
      <xsl:apply-templates select="o:metadata/*" mode="metadata"/>
    </article>
  </xsl:template>

  <xsl:template match="o:header" mode="shown">
    <xsl:variable name="link" select="concat($base, '?identifier=', o:identifier)"/>
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
      <xsl:otherwise>
        <ul class="links">
          <xsl:if test="$verb = 'ListIdentifiers'">
            <li><a href="{$link}&amp;verb=GetRecord&amp;metadataPrefix=oai_dc">
              <xsl:value-of select="$show"/></a></li>
          </xsl:if>
          <li><a href="{$link}&amp;verb=ListMetadataFormats">
            <xsl:value-of select="$all-formats"/></a></li>
        </ul>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="o:resumptionToken">
    <nav aria-label="{$pages}">
      <p>
        <xsl:value-of select="concat($from, ' ', @cursor + 1, ' ', $of, ' ', @completeListSize)"/>
        <xsl:if test="string()">
          <xsl:text> · </xsl:text>
          <a rel="next" href="{$base}?verb={$verb}&amp;resumptionToken={.}">
            <xsl:value-of select="$next"/></a>
        </xsl:if>
      </p>
    </nav>
  </xsl:template>

  <!-- Dublin Core as it is read by people; every other format as its source. -->
  <xsl:template match="dc:dc" mode="metadata">
    <dl>
      <xsl:for-each select="*">
        <div>
          <dt lang="en"><xsl:value-of select="local-name()"/></dt>
          <dd>
            <xsl:if test="@xml:lang">
              <xsl:attribute name="lang"><xsl:value-of select="@xml:lang"/></xsl:attribute>
            </xsl:if>
            <xsl:choose>
              <xsl:when test="starts-with(., 'https://') or starts-with(., 'http://')">
                <a href="{.}"><xsl:value-of select="."/></a>
              </xsl:when>
              <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
            </xsl:choose>
          </dd>
        </div>
      </xsl:for-each>
    </dl>
  </xsl:template>
  <xsl:template match="*" mode="metadata">
    <pre><xsl:apply-templates select="." mode="source"/></pre>
  </xsl:template>

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
