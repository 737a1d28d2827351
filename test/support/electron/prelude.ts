/**
 * Source of an init script: what a sandboxed preload sees, then the preload itself. Runs in the page's own world, so
 * contextBridge is imitated: functions become other functions, everything else is cloned and frozen.
 */
export function preloadPrelude(code: string, file: string): string {
  return `(() => {
  // As in Electron: no preload in frames. They keep the raw binding, with which tests play a frame that has one.
  if (window !== window.top) return;
  const listeners = new Map();
  const send = window.__standin_send;
  delete window.__standin_send;
  Object.defineProperty(window, '__standin_emit', {
    value: (channel, args) => { for (const f of [...(listeners.get(channel) ?? [])]) f({}, ...args); },
  });
  const ipcRenderer = {
    send(channel, ...args) { void send(channel, structuredClone(args)); },
    on(c, f) { listeners.set(c, [...(listeners.get(c) ?? []), f]); return ipcRenderer; },
    off(c, f) { listeners.set(c, (listeners.get(c) ?? []).filter((x) => x !== f)); return ipcRenderer; },
  };
  ipcRenderer.removeListener = ipcRenderer.off;
  const seen = new WeakMap();
  const bridge = (v) => {
    if (typeof v === 'function') {
      return (...a) => { const r = v(...a); return r instanceof Promise ? r.then(bridge) : bridge(r); };
    }
    if (v === null || typeof v !== 'object') return v;
    if (Array.isArray(v)) return v.map(bridge);
    if (Object.getPrototypeOf(v) !== Object.prototype) return structuredClone(v);
    if (seen.has(v)) return seen.get(v);
    const o = {}; seen.set(v, o);
    for (const k of Object.keys(v)) o[k] = bridge(v[k]);
    return Object.freeze(o);
  };
  const contextBridge = {
    exposeInMainWorld(key, api) {
      if (key in window) throw new Error('Cannot bind an API on top of an existing property on the window object');
      Object.defineProperty(window, key, { value: bridge(api), enumerable: true });
    },
  };
  const modules = { electron: { contextBridge, ipcRenderer }, 'electron/renderer': { contextBridge, ipcRenderer } };
  const require = (id) => {
    if (!(id in modules)) throw new Error('module not found: ' + id); // what a sandboxed preload says
    return modules[id];
  };
  const chrome = navigator.userAgent.match(/Chrome\\/([\\d.]+)/)?.[1];
  const process = { versions: { electron: undefined, chrome }, platform: ${JSON.stringify(process.platform)}, env: {} };
  const module = { exports: {} };
  (function (require, module, exports, process) {\n${code}\n//# sourceURL=${file}\n})(require, module, module.exports, process);
})();`;
}
