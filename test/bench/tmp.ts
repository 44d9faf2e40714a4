import { createSubscriptionIndex } from '#core/diffusion/match/subscription-index.ts'
import { matches, prepareFacts } from '#core/query/evaluate.ts'
import { wantedOf, happeningOf, treeOf, factsOf } from './match-workload.ts'
const n = Number(process.argv[2] ?? 1e5)
const cpu = () => process.cpuUsage().user / 1000
const index = createSubscriptionIndex()
let t = cpu()
for (let id = 1; id <= n; id++) index.put(id, treeOf(wantedOf(id)))
console.log('build', cpu() - t)
const events = Array.from({ length: 1000 }, (_, i) => factsOf(happeningOf(i)))
const prepared = events.map(prepareFacts)
for (let r = 0; r < Number(process.argv[3] ?? 6); r++) {
  t = cpu(); let m = 0
  for (const e of events) m += index.match(e, '2026-01-01').length
  const a = cpu() - t; t = cpu()
  for (const e of prepared) index.matchPrepared(e, '2026-01-01')
  const b = cpu() - t
  console.log('match', m / 1000, 'ev/s', 1e6 / a | 0, 'prepared', 1e6 / b | 0)
}
if (n <= 1e5) {
  const bad = events.slice(0, 5).map((e, i) => { const want: number[] = []; for (let id = 1; id <= n; id++) if (matches(treeOf(wantedOf(id)), prepared[i]!, '2026-01-01')) want.push(id); const got = index.match(e, '2026-01-01').sort((a, b) => a - b); return JSON.stringify(want) === JSON.stringify(got) })
  console.log(bad)
}
