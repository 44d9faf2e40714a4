import { createBuckets, type Candidates } from '#core/diffusion/match-old/buckets.ts'
import { createSubscriptionIndex } from '#core/diffusion/match-old/subscription-index.ts'
import { prepareFacts } from '#core/query/evaluate.ts'
import { wantedOf, happeningOf, treeOf, factsOf } from './match-workload.ts'
// calibration: dependent integer loop and random memory walk
const cal = () => { let t = performance.now(); let x = 1; for (let i = 0; i < 5e7; i++) x = Math.imul(x, 1664525) + 1013904223 | 0; const a = performance.now() - t
 const n = 1 << 22, arr = new Int32Array(n); for (let i = 0; i < n; i++) arr[i] = (i * 1103515245 + 12345) & (n - 1); t = performance.now(); let p = x & (n - 1); for (let i = 0; i < 5e6; i++) p = arr[p]! ^ (i & 1023); return [a.toFixed(0) + ' ms/50M imul', ((performance.now() - t) / 5).toFixed(1) + ' ns/random 16MB', p & 1] }
console.log(cal(), cal())
const n = Number(process.argv[2] ?? 1e5)
const index = createSubscriptionIndex()
for (let id = 1; id <= n; id++) index.put(id, treeOf(wantedOf(id)))
const facts = Array.from({ length: 1000 }, (_, i) => factsOf(happeningOf(i)))
const prepared = facts.map(prepareFacts)
const time = (f: () => void) => { let best = Infinity; for (let r = 0; r < 25; r++) { const t = performance.now(); f(); best = Math.min(best, performance.now() - t) } return best.toFixed(1) + ' us' }
console.log('matchPrepared', time(() => { for (const e of prepared) index.matchPrepared(e, '2026-01-01') }))
console.log('match', time(() => { for (const e of facts) index.match(e, '2026-01-01') }))
console.log('prepare', time(() => { for (const e of facts) prepareFacts(e) }))
console.log(cal())
