#!/usr/bin/env node
// Vérifie une preuve de Vigie sans Vigie : node verify-proof.mjs preuve.json [--key cle-publique.pem] [--anchors ancres.ndjson]
// Aucune dépendance : Node.js 18 ou plus récent suffit. Le code de sortie est 0 quand tout tient, 1 sinon.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'

const start = '0'.repeat(64)
const sha256 = (text) => createHash('sha256').update(text).digest('hex')

/** JSON aux clés triées (RFC 8785) : la même chose s’écrit toujours de la même façon. */
const canonical = (value) =>
  JSON.stringify(value, (_key, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

const faults = []
const remarks = []
const check = (holds, sentence) => {
  if (!holds) faults.push(sentence)
}

/** La signature porte sur tout sauf elle-même. */
function isSigned({ signature, ...said }) {
  try {
    return verify(
      null,
      Buffer.from(canonical(said)),
      createPublicKey(said.key),
      Buffer.from(signature, 'base64'),
    )
  } catch {
    return false
  }
}

function checkAnchor(proof, trusted) {
  const { anchor } = proof
  const name = sha256(createPublicKey(anchor.key).export({ type: 'spki', format: 'der' }))
  if (trusted === undefined)
    remarks.push(
      `Clé non comparée : obtenez celle de Vigie par ailleurs et donnez-la par --key (empreinte ${name}).`,
    )
  else check(samePem(trusted, anchor.key), 'La clé qui a signé n’est pas celle que vous avez donnée.')
  check(
    isSigned(anchor),
    'La signature ne tient pas : la preuve a été modifiée, ou signée par une autre clé.',
  )
  const head = anchor.heads.find(({ number }) => number === proof.number)
  check(head !== undefined, `La signature ne dit rien de ${proof.number}.`)
  return head
}

const samePem = (a, b) =>
  createPublicKey(a)
    .export({ type: 'spki', format: 'der' })
    .equals(createPublicKey(b).export({ type: 'spki', format: 'der' }))

/** Le fil de suivi : chaque ligne est chaînée à la précédente, la dernière est signée. */
function checkEntries({ number, entries, record }, head) {
  let previousHash = start
  let oldest = 1
  for (const [index, entry] of entries.entries()) {
    const { rank, type, at, agentId, author, structureId, version, format, body, bodyHash, recordHash } =
      entry
    const said = { number, rank: index + 1, type, at, agentId, author, structureId, version, previousHash }
    check(rank === index + 1, `Entrée ${rank} : ce n’est pas son rang.`)
    check(entry.previousHash === previousHash, `Entrée ${rank} : elle ne suit pas l’entrée précédente.`)
    if (body !== undefined)
      check(
        sha256(canonical(body)) === bodyHash,
        `Entrée ${rank} : ses mots ne sont pas ceux qui ont été chaînés.`,
      )
    if (format === 2)
      check(
        entry.hash === sha256(canonical({ format, ...said, recordHash, bodyHash })),
        `Entrée ${rank} : elle a été modifiée.`,
      )
    else if (body !== undefined)
      check(entry.hash === sha256(canonical({ ...said, body })), `Entrée ${rank} : elle a été modifiée.`)
    else
      remarks.push(
        `Entrée ${rank} : ses mots ont été retirés, et l’ancien format ne se vérifie pas sans eux.`,
      )
    check(format >= oldest, `Entrée ${rank} : son format est plus ancien que celui de l’entrée précédente.`)
    oldest = format
    previousHash = entry.hash
  }
  checkRecord(record, entries.at(-1))
  check(
    entries.length === head?.entries,
    `Il y a ${entries.length} entrées, ${head?.entries} ont été signées.`,
  )
  check(previousHash === head?.hash, 'La dernière entrée n’est pas celle qui a été signée.')
}

/** Le dossier lui-même : tel que la dernière entrée l’a laissé. */
function checkRecord(record, last) {
  if (record === undefined || typeof last?.recordHash !== 'string')
    remarks.push(
      'Le dossier lui-même n’est pas dans cette preuve : seuls le sont son fil de suivi et ses remises.',
    )
  else
    check(
      sha256(canonical(record)) === last.recordHash,
      'Le dossier n’est pas tel que sa dernière entrée l’a laissé : il a été modifié en dehors de son fil de suivi.',
    )
}

/** Les remises : leurs états successifs, chaînés par lots, puis ce qui en est dit aujourd’hui. */
function checkDeliveries({ number, entries, seals, later, deliveries }, head) {
  let previousHash = start
  const last = new Map()
  for (const [index, seal] of seals.entries()) {
    const { rank, at, facts } = seal
    const digest = sha256(canonical(facts.map(({ delivery, at, said }) => ({ delivery, at, said }))))
    const said = { format: 1, number, rank: index + 1, at, facts: facts.length, digest, previousHash }
    check(digest === seal.digest, `Lot ${rank} : ses remises ne sont pas celles qui ont été chaînées.`)
    check(
      seal.hash === sha256(canonical(said)),
      `Lot ${rank} : il a été modifié, ou ne suit pas le précédent.`,
    )
    previousHash = seal.hash
    for (const fact of facts) last.set(fact.delivery, fact.said)
  }
  check(seals.length === head?.seals, `Il y a ${seals.length} lots, ${head?.seals} ont été signés.`)
  check(seals.length === 0 || previousHash === head?.seal, 'Le dernier lot n’est pas celui qui a été signé.')
  for (const fact of later) last.set(fact.delivery, fact.said)
  if (later.length > 0)
    remarks.push(`États notés après la signature, non couverts par elle : ${later.length}.`)
  const known = new Set(entries.map(({ hash }) => hash))
  for (const { delivery, name, said } of deliveries) {
    const noted = last.get(delivery)
    last.delete(delivery)
    const who = `Remise ${delivery}${name === '' ? '' : ` (${name})`}`
    if (noted === undefined)
      check(false, `${who} : elle n’a jamais été notée, elle a été ajoutée après coup.`)
    else
      check(
        canonical(noted) === canonical(said),
        `${who} : ce qui en est dit n’est pas ce qui a été noté. ${differences(noted, said)}`,
      )
    check(known.has(said.entry), `${who} : l’entrée qu’elle annonce n’est pas dans le fil de suivi.`)
  }
  for (const [delivery, said] of last)
    check(false, `Remise ${delivery} (${said.to}) : elle a été notée et n’y est plus.`)
}

function differences(noted, said) {
  return [...new Set([...Object.keys(noted), ...Object.keys(said)])]
    .filter((key) => noted[key] !== said[key])
    .map((key) => `${key} : noté « ${noted[key] ?? 'rien'} », dit « ${said[key] ?? 'rien'} »`)
    .join(' ; ')
}

/** Des ancres publiées ailleurs, plus anciennes ou plus récentes : la preuve doit passer par chacune. */
function checkPublished({ number, entries, seals, anchor }, lines) {
  let found = 0
  for (const line of lines.filter((text) => text.trim() !== '')) {
    const other = JSON.parse(line)
    const head = other.heads?.find((one) => one.number === number)
    if (head === undefined || other.rank > anchor.rank) continue
    found += 1
    check(isSigned(other), `Ancre ${other.rank} : sa signature ne tient pas.`)
    check(samePem(other.key, anchor.key), `Ancre ${other.rank} : signée par une autre clé que la preuve.`)
    check(
      entries[head.entries - 1]?.hash === head.hash,
      `Ancre ${other.rank} : le fil de suivi a été réécrit depuis.`,
    )
    check(
      head.seals === 0 || seals[head.seals - 1]?.hash === head.seal,
      `Ancre ${other.rank} : les remises ont été réécrites depuis.`,
    )
  }
  remarks.push(`Ancres publiées qui parlent de ${number} : ${found}.`)
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
const areObjects = (value) => Array.isArray(value) && value.every(isObject)

/** Les parties que les contrôles parcourent ; ce qu’elles disent, leurs empreintes le tiennent. */
function isProof({ number, entries, seals, later, deliveries, anchor }) {
  return (
    typeof number === 'string' &&
    [entries, seals, later, deliveries].every(areObjects) &&
    isObject(anchor) &&
    areObjects(anchor.heads) &&
    seals.every(({ facts }) => areObjects(facts))
  )
}

function option(name) {
  const at = process.argv.indexOf(name)
  return at === -1 ? undefined : readFileSync(process.argv[at + 1], 'utf8')
}

const [, , file] = process.argv
if (file === undefined) {
  console.error(
    'Usage : node verify-proof.mjs preuve.json [--key cle-publique.pem] [--anchors ancres.ndjson]',
  )
  process.exit(2)
}
const unreadable = (why) => {
  console.error(`Ce fichier n’est pas une preuve que ce programme sait lire (${why}).`)
  process.exit(1)
}
const proof = parsed(readFileSync(file, 'utf8'))
if (proof?.format !== 1) unreadable(`format ${proof?.format ?? 'absent'}`)
if (!isProof(proof)) unreadable('il y manque une de ses parties')
const [key, anchors] = [option('--key'), option('--anchors')]
try {
  const head = checkAnchor(proof, key)
  checkEntries(proof, head)
  checkDeliveries(proof, head)
  if (anchors !== undefined) checkPublished(proof, anchors.split('\n'))
} catch {
  // Ce qui n’a pas la forme attendue, si profond que ce soit, ne tient pas.
  check(false, 'Une de ses parties, ou une clé ou une ancre donnée avec elle, n’a pas la forme attendue.')
}
for (const remark of remarks) console.log(`– ${remark}`)
for (const fault of faults) console.log(`✗ ${fault}`)
const { number, entries, deliveries, anchor } = proof
console.log(
  faults.length === 0
    ? `✓ ${number} : preuve intacte, ${entries.length} entrées et ${deliveries.length} remises, signée le ${anchor.at}.`
    : `✗ ${number} : la preuve ne tient pas, ${faults.length} défaut(s).`,
)
process.exitCode = faults.length === 0 ? 0 : 1
