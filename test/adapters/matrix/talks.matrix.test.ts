import { talksOnTchap } from '#test/talks/on-tchap.ts'
import { holdTalks } from './hold-talks.ts'

holdTalks(talksOnTchap().first)
