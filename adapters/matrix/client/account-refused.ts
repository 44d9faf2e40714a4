/** The account cannot be served as it is configured: the sentence, in French, tells the operator what to do. */
export class AccountRefused extends Error {
  override readonly name = 'AccountRefused'
}
