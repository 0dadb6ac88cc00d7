declare module 'hyphen/hyphen.js'
declare module 'hyphen/patterns/*.js'
