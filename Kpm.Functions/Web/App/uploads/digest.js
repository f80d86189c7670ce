/** The SHA-256 of bytes. @param {Blob} blob */
export const digest = async (blob) => new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** As `Content-Digest` (RFC 9530) wants it. */
export const contentDigest = (bytes) => `sha-256=:${btoa(String.fromCharCode(...bytes))}:`;
