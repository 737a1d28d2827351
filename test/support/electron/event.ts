/** The first argument of Electron's events: asked not to go on, whoever emitted it does not. */
export class PreventableEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}
