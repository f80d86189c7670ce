/** A request that was refused, or that no answer came to. Title and detail are in the reader's language. */
export class Problem extends Error {
  /**
   * @param {number} status 0 when there was no answer.
   * @param {string} code For programs.
   * @param {string} title The kind of problem.
   * @param {string} detail What happened.
   * @param {{pointer: string, detail: string}[]} fields Fields that are not valid.
   */
  constructor(status, code, title, detail, fields = []) {
    super(detail || title);
    this.status = status;
    this.code = code;
    this.title = title;
    this.detail = detail;
    this.fields = fields;
  }

  /** Whether the same request may go well later. */
  get isPassing() {
    return this.status === 0 || this.status === 429 || this.status >= 500 || this.code === 'request_in_progress';
  }
}
