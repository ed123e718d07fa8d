/** What signs a token. Apart from keys, so that its users need no types of Node. */

/** Makes the signature over the first two parts of a token; none if it is empty. */
export type Signer = (input: string) => Uint8Array;
