import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Eta } from 'eta'
import type { BareEvent, DigestNotice } from '#core/diffusion/channel.ts'
import type { Notice } from '#core/diffusion/notice.ts'
import type { LinkCodeLetter, LinkedLetter } from '#core/directory/link-post.ts'
import type { AnchorLetter } from '#core/proof/mail-anchor.ts'
import { wordBare } from './chat/bare.ts'
import { anchorMail } from './email/anchor.ts'
import { digestMail, digestSizes, digestText } from './email/digest.ts'
import { type LinkMail, linkText } from './email/link.ts'
import { linkCodeMail } from './email/link-code.ts'
import { linkedMail } from './email/linked.ts'
import type { Mail, MailLinks } from './email/mail.ts'
import { noticeMail, noticeText, oneLine } from './email/notice.ts'

/** The mails of Vigie, compiled and ready to be filled. */
export interface MailTemplates {
  notice(notice: Notice, links: MailLinks): Mail
  /** Under 100 000 bytes of HTML, which is where mail readers start to clip: long digests show less of each event. */
  digest(digest: DigestNotice, links: MailLinks): Mail
  /** Events of which nothing else can be put in form: by no template, which might fail as well. */
  bare(events: readonly BareEvent[]): Mail
  linkCode(letter: LinkCodeLetter): Mail
  linked(letter: LinkedLetter): Mail
  anchor(letter: AnchorLetter): Mail
}

const clippedFrom = 100_000

/**
 * Compiles the MJML skeletons once, at start (half a second); filling one takes a fraction of a millisecond.
 * Rejects when a skeleton is not valid MJML.
 */
export async function createMailTemplates(): Promise<MailTemplates> {
  // Every value is escaped, and its line breaks are kept; the skeletons have no raw tag.
  const eta = new Eta({ escapeFunction: (value) => escapeHtml(String(value)) })
  const [notice, digest, link] = await Promise.all([skeleton('notice'), skeleton('digest'), skeleton('link')])
  const fillNotice = eta.compile(notice)
  const fillDigest = eta.compile(digest)
  const fillLink = eta.compile(link)
  const aboutLink = (mail: LinkMail): Mail => ({
    subject: mail.subject,
    html: eta.render(fillLink, mail),
    text: linkText(mail),
  })
  return {
    notice: (given, links) => {
      const mail = noticeMail(given, links)
      return { subject: mail.subject, html: eta.render(fillNotice, mail), text: noticeText(mail) }
    },
    digest: (given, links) => {
      for (const [at, size] of digestSizes.entries()) {
        const mail = digestMail(given, links, size)
        const html = eta.render(fillDigest, mail)
        if (Buffer.byteLength(html) < clippedFrom || at === digestSizes.length - 1)
          return { subject: mail.subject, html, text: digestText(mail) }
      }
      throw new Error('digestSizes is empty')
    },
    bare: (events) => {
      const text = wordBare(events)
      const numbers = events.map(({ number }) => number).join(', ')
      return { subject: oneLine(`[Vigie] ${numbers}`), html: `<p>${escapeHtml(text)}</p>`, text }
    },
    linkCode: (letter) => aboutLink(linkCodeMail(letter)),
    linked: (letter) => aboutLink(linkedMail(letter)),
    anchor: (letter) => aboutLink(anchorMail(letter)),
  }
}

async function skeleton(name: string): Promise<string> {
  const folder = join(import.meta.dirname, 'email')
  const path = join(folder, `${name}.mjml`)
  // Half a second to load: only when templates are made.
  const { default: compile } = await import('mjml')
  const { html } = await compile(await readFile(path, 'utf8'), {
    filePath: path,
    ignoreIncludes: false,
    keepComments: false,
    validationLevel: 'strict',
    fonts: {},
  })
  return html.replace(/\n\s+/g, '\n')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\n': '<br>',
}

function escapeHtml(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[&<>"'\n]/g, (character) => entities[character] ?? character)
}
