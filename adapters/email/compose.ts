import type { SendMailOptions } from 'nodemailer'
import { cleanLine } from '#core/clean-text.ts'
import type { Letter } from './email.ts'

/** A letter as nodemailer takes it. Nothing in it may make nodemailer read a file or an address. */
export function compose(letter: Letter): SendMailOptions {
  const { mail, thread } = letter
  return {
    from: letter.from,
    to: letter.to,
    envelope: { from: letter.from.address, to: [letter.to.address] },
    // Records that were kept before texts were cleaned at the edge have titles too.
    subject: cleanLine(mail.subject),
    text: mail.text,
    html: mail.html,
    date: letter.date,
    messageId: letter.messageId,
    ...(thread === undefined ? {} : { inReplyTo: thread, references: [thread] }),
    headers: { ...letter.headers },
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}
