/**
 * Signatures made with the openssl command line on a throwaway key that was not kept: they vouch for verification
 * without any code of the product.
 */

/** X.509 SubjectPublicKeyInfo, base64 DER. */
export const opensslPublicKey = [
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA3oI9ghrqXk/EXdGKM7S/1BVabOHd8poUt5hGlSxqcuOR7Jq7sD+Ve4Qb',
  'abtsD5sA/9ANDcsK7LepGNIM0x/k1iCKP3L5KWZe/9kXXGApbTllfb6azOs95ogFAoch9vcCaJwXh8CfR8lAwGELEmtlbkAKHjTw',
  'KdgRV/UhPfQuUtTPP4zci6UzdJxsU4uLesTg8g8LCATA4WrGNV17o4CLgRRZEcxukq8DnuCusGVb0jQCDUWAMy6xqHNmX75JAzpQ',
  'L1PyC7fsgbdt1IDB9Rbej9ZrLA3mdpUv1B1wtBl0KoJ8EiHLeMoRoGg9kSqOr1jBxIG/JoDxm+vM7MbgzFPl1QIDAQAB',
].join('');

export interface KnownAnswer {
  readonly name: string;
  readonly path: string;
  readonly clientId: string;
  readonly time: string;
  readonly body: string;
  /** Percent-encoded base64. */
  readonly signature: string;
}

export const knownAnswers: readonly KnownAnswer[] = [
  {
    name: 'request, live path, epoch-millisecond time',
    path: '/ams/api/v1/payments/pay',
    clientId: '5X00000000000000',
    time: '1685599933871',
    body: '{"productCode":"IN_STORE_PAYMENT","paymentRequestId":"pay_0001"}',
    signature: [
      'XpESzCrZAGKvUtg%2BFa%2Bk%2Bo0JJAvQUP6uSor8ZCg8Fp%2F%2BuzYHrCyhGH%2F9YfrYIYvvCq%2FtaZyw4qqsCKAb%2F%2F',
      'WPKWCNXBlzoup5trOPB5jfNRolb2rnb1asX%2FzEzJUgXfZ6NdTFoi6vDX9SRTa%2FIAWBX1qe1nMO98awBSSxdLTq3aPJOii%2F',
      'h%2FvwL9eG5LOUkiS%2FKALJBmMLPCRd77yUWBTTQFpwlUu25sMH6I8XsftDaZGnLW5JBjKvrSzTBNuhmQ6efue21sH7lXc%2Fv9',
      'dWfo9hXgcJms9X24s036FyOL32GmcOQmdqkR%2B%2Fxkzzpb1OXnTJiTz4CGXqwLky4dwq8%2BA7PA%3D%3D',
    ].join(''),
  },
  {
    name: 'request, sandbox path',
    path: '/ams/sandbox/api/v1/payments/inquiryPayment',
    clientId: 'SANDBOX_5X00000000000000',
    time: '1685599933871',
    body: '{"paymentRequestId":"pay_0001"}',
    signature: [
      'HJ7nWIJBJq2%2F2yGdiY83dqZW1RETgBuyGecKuLXcuzkPb2EdhDAXzkOzXZn%2BNzZCgI7E%2BwQt%2Fl3WcIdcDS%2Fj6ZkO2J',
      'SMresVL3eDV38t3icgr5J%2FuhooKZ8ALQtGVma50z7JrkQfR08slD3%2BmGSZ1wnjGVTwOiTrN0KJaJR%2BRmdBjHWqj%2BQr8U',
      'Q0HrXcz%2FEWb73u7iZqrZ2DoLN3jdvDptq0RiNnwugGdA5X668l%2BjE3WdYTrzw3Ha6FqkfxdDho%2FYIqhs8FW6IBEkqL4Eq2',
      'cZhK6f3wotIljoA4WCSYlApZtFxoZY0yZHf9DWlbuSRpRFbA1zyzwT6uz8a1sY4BZQ%3D%3D',
    ].join(''),
  },
  {
    name: 'response, ISO-8601 time with offset',
    path: '/ams/api/v1/payments/pay',
    clientId: '5X00000000000000',
    time: '2019-05-28T12:12:14+08:00',
    body: '{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}',
    signature: [
      'ygGAAVU7%2B648ludYjr%2Ftqwtwfwc9JiKxxt9dLOi9WHYE2NxlLCrr%2F3yceXpnoeENslOfHfche3p0QHN8SUBOTFxIIF%2Bx',
      'ynZxZii30CUBB0Vr1DJXEKMaSAF01OJxWah7qwq9w5Py7g3FiB1w0QvLqRBp%2FWK8%2FIxV6NScY8Ov27Cdes%2FmVA%2BSNmAd',
      'CsS9SRb4p6%2Fu61i2XfGvkL87MlOuGiAPlqhdysF3k5UhpAnlmgdQiJJXGlQDLiNRu8%2BFh%2BVTaschYTPZshutGebosIoBKU',
      'jINNQKNKeJFm1%2BypjdqN7d9i%2Bhhob8IZuNp2Fzr8aTLJE27OSsSJz1et2w4zVkhQ%3D%3D',
    ].join(''),
  },
  {
    name: 'notification, UTF-8 body; the query string of the notify URL is NOT part of the signed path (as in the real SDK vector)',
    path: '/notify/alipay',
    clientId: 'T_111222333',
    time: '2019-07-12T12:08:56.253+05:30',
    body: [
      '{"notifyType":"PAYMENT_RESULT","result":{"resultCode":"USER_BALANCE_NOT_ENOUGH",',
      '"resultStatus":"F","resultMessage":"余额不足"}}',
    ].join(''),
    signature: [
      'LKVlbt4oP5N9Ygf0%2FdeDom%2F94a1aH2rsFmi06GjijDKljBnWfTDXNT94kpUXwmP4QUIchgQSg5ubjuOlCo%2BrdjqEti9nLG',
      'woGkS1%2B4pYJ8CkRab86eJcdV5tZdgWS%2F5Zo14DHDrsz9bqJLxTKRxYFI6OYhv5mkLRaMkRs8LGj8Birtgf8ZKdI4ewE2O98a',
      '5pl01g7LPwph5fAbv2odtkbLv%2BItjkLdhPbWIPh0zpaGnGQgOOT355FZ6G2%2B83XyRPMGhM3ceagN5I5QCX8rIovzriSIYhcL',
      'by%2FOkBNPiwWMG2FitcmaaC0%2BkraXjAa%2BhJDTvQilG1mfh6pBTJtb43GQ%3D%3D',
    ].join(''),
  },
  {
    name: 'pretty-printed body: line feeds and spaces are signed as they are',
    path: '/ams/api/v1/payments/cancel',
    clientId: '5X00000000000000',
    time: '1685599933871',
    body: '{\n  "paymentRequestId": "pay_0001"\n}',
    signature: [
      '2UiMyjM5ZXtc5UUIW0L97yftiner2We%2Bl3d0hZt79ofaNk09yot7vQVUFdlsGolWvOhJUchr6fZLaIA6shEf06AVin%2BiLgf8',
      'mjGxQcj62LJbtRiGF44ew5noFmQ3huR6jZQvAkqZEndKVF%2BvVJSIS1nGsrrx5lDXdZ0s1kOjwp36ifGHDjsCqpGJHxdLSS94jd',
      'ptF78Nvob3GWiuhz4fbx%2BY96SywKmOr7qbZCnGoPgSg6aQ8FZUuXRvFzXFT0BeiqHqfajCnjJCP1iMJH42C2%2FDtvcOeEH6oh',
      'MeTHnZAPWxi3dl8TZWRuphnmKBMlJdMAZ0AnpAJz1zfvQkfjWS%2Bw%3D%3D',
    ].join(''),
  },
];
