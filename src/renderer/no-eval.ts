/**
 * To be imported before everything else in a page: zod tries at once whether it may compile code, which our pages'
 * policy refuses and reports as a violation. Parsing without compiled code is fast enough for a window.
 */
import { z } from 'zod'

z.config({ jitless: true })
