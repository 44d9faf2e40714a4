import type { LinkCodeLetter, LinkedLetter, LinkPost } from '#core/directory/link-post.ts'
import { sendLinkCode } from '#core/directory/send-link-code.ts'
import { sendLinked } from '#core/directory/send-linked.ts'
import { runJobsOnce } from '#core/store/run-once.ts'
import type { World } from './world.ts'

/** Mails about accounts, kept here instead of being sent, and the jobs that send them. */
export interface LinkMailbox {
  readonly codes: { readonly to: string; readonly key: string; readonly letter: LinkCodeLetter }[]
  readonly linked: { readonly to: string; readonly key: string; readonly letter: LinkedLetter }[]
  readonly post: LinkPost
  /** Does the jobs that wait. */
  work(): Promise<void>
  /** Does the jobs that wait, and gives the code of the last mail. */
  lastCode(): Promise<string>
}

export function linkMailbox({ store, clock, codeKey }: World): LinkMailbox {
  const codes: LinkMailbox['codes'] = []
  const linked: LinkMailbox['linked'] = []
  const post: LinkPost = {
    sendLinkCode: async (key, to, letter) => {
      codes.push({ key, to, letter })
      return { state: 'delivered', receipt: key }
    },
    sendLinked: async (key, to, letter) => {
      linked.push({ key, to, letter })
      return { state: 'delivered', receipt: key }
    },
  }
  const deps = { store, clock, codeKey, mail: post }
  const work = () =>
    runJobsOnce(
      store,
      {
        'link-code': async (payload) => void (await sendLinkCode(deps, payload)),
        linked: async (payload) => void (await sendLinked(deps, payload)),
      },
      ['link-code', 'linked'],
    )
  return {
    codes,
    linked,
    post,
    work,
    lastCode: async () => {
      await work()
      return codes.at(-1)?.letter.code ?? ''
    },
  }
}
