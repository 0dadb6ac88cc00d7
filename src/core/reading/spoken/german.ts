import { neutral } from './neutral.ts'
export const german = neutral
