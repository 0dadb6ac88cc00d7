/** The package types its modules but not the bundle that its name loads. This is the part of it that we call. */
declare module 'speech-rule-engine' {
  export interface SpeechRules {
    setupEngine(features: Readonly<Record<string, string | boolean>>): Promise<unknown>
    engineReady(): Promise<unknown>
    toSpeech(mathml: string): string
  }
  const rules: SpeechRules
  export default rules
}
