/**
 * Words with their broad transcription, as dictionaries give it, to compare with what a voice then says.
 *
 * English is General American for the first list, German the standard of Duden's pronouncing dictionary.
 */
export const englishSounds: readonly string[] = [
  'ʃɪˈvɔːn', 'wɪn', 'ˈɛlɪn', 'həˈloʊ', 'ˈwɔːtɚ', 'ˈkæt', 'dɔːɡ', 'bɜːd', 'ˈtʃɜːtʃ', 'dʒʌdʒ', 'ðɪs', 'θɪŋk', 'ˈvɪʒən', 'ˈmɛʒɚ',
  'ˈpleʒɚ', 'juːˈniːk', 'ˈjɛloʊ', 'ˈhwɛðɚ', 'ˈsɪŋɪŋ', 'ˈbʌtɚ', 'ˈlɪtəl', 'ˈbɑːtəl', 'ˌɛksɪˈstɛnʃəl', 'fəˈtɑːɡrəfi', 'ˈfoʊtəˌɡræf',
  'ˌrɪspɑːnsəˈbɪləti', 'ˈaɪlənd', 'ˈaʊɚ', 'ˈɔɪstɚ', 'kəˈmjuːnɪti', 'ˈnaɪki', 'ˈpɔːrʃə', 'hɚˈmaɪəni', 'kwɪˈnoʊə', 'ˈhaɪpɚbəli',
  'ˈɛpɪtəmi', 'ˈkɜːnəl', 'ˈlɛftɛnənt', 'ˈworsestɚ', 'ˈɡrɛnɪtʃ', 'ˈɑːrkənsɔː', 'ˌɪləˈnɔɪ', 'nuː ˈɔːrlənz', 'ˈɔːstrəˌlɪə', 'ˈtɛməz',
  'ˈaɪzæk', 'dɛˈkɑːrt', 'ˈɡɜːtə', 'ˈniːtʃə', 'ˈbɑːx', 'ˈkæmuː', 'ˈpruːst', 'voʊlˈtɛr', 'ˈɔɪlɚ', 'ˈpwæ̃kaˌreɪ', 'ˈkiːɹkəˌɡɑːrd',
  'ˈvɑːn ˈɡoʊ', 'ˈjuːŋ', 'ˈfrɔɪd', 'ˈplɑːtoʊ', 'səˈkrætiːz', 'ˈjuːrəˌpaɪdiːz', 'ˈsɒfəkliːz', 'ˈzɛnəfən', 'θuːˈsɪdɪdiːz', 'ˈsɪsəˌroʊ',
] // prettier-ignore

export const germanSounds: readonly string[] = [
  'ʃɪˈvɔːn', 'ˈmʏnçn̩', 'ˈʃøːnə', 'apˈfaːrən', 'ˈbɛrliːn', 'ˈkœln', 'ˈbyːçɐ', 'ˈaxtʊŋ', 'ˈtsaɪt', 'ˈpfeːɐt', 'ˈʃpraːxə', 'ˈʃtʊndə',
  'ˈfɔɪɐ', 'ˈhɔʏtə', 'ˈhaʊs', 'ˈmaɪn', 'ˈdɔʏtʃlant', 'ˈøːstəraɪç', 'ˈʃvaɪts', 'ˈçeːmiː', 'ˈkɪnt', 'ˈʁɛːtsəl', 'ˈmɛːtçən', 'ˈjaːr',
  'ˈvasɐ', 'ˈzɔnə', 'ˈmoːnt', 'ˈʃtɛrn', 'ˈbʊntəsˌtaːk', 'ˈbɪltʊŋ', 'ˈfraɪhaɪt', 'ɡəˈʃɪçtə', 'ˈvɪsənʃaft', 'unɪvɛrziˈtɛːt',
  'filozoˈfiː', 'muˈziːk', 'natˈsjoːn', 'ʒeˈniː', 'ʒuʁˈnaːl', 'ˈɡaːraːʒə', 'ˈbɛːʒ', 'ˈdʒɔp', 'ˈdʒiːns', 'ˈsændwɪtʃ', 'ˈkɔmˈpjuːtɐ',
  'restoˈrãː', 'balˈkõː', 'ˈtɛ̃ː', 'paʁˈfœ̃ː', 'ˈniːtʃə', 'ˈɡøːtə', 'ˈʃɪlɐ', 'ˈkafka', 'ˈfɔntaːnə', 'ˈhaɪnə', 'ˈraɪnɐ maˈriːa ˈrɪlkə',
  'ʃoːpənˈhaʊɐ', 'ˈhyːsəl', 'ˈvɪtɡənˌʃtaɪn', 'ˈzɔkratɛs', 'ˈplaːtɔn', 'ˈtsiːtseːro', 'ˈtsɛːzar', 'ˈeːɔs', 'ˈpsyːçe', 'ˈœdipʊs',
] // prettier-ignore
