// What the programs use of Node's module of this name, by what browsers have.

export default {
  randomBytes(size: number) {
    const bytes = crypto.getRandomValues(new Uint8Array(size));
    const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
    return { toString: (_encoding: 'hex') => hex };
  },
};
