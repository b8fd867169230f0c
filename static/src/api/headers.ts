/** Other web sites can't send this header: it tells the server that the cookie isn't abused. */
export const HEADERS = { "X-Requested-With": "domino" };
