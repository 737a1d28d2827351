import type { RefusalWords } from '../refusals.ts';

/** Refusals in English. */

export const refusalWords: RefusalWords = {
  paymentCode: {
    empty: 'The scan was empty; nothing was charged. Scan the payment code again.',
    web_address: "This is a web address, not a payment code; nothing was charged. Ask for the wallet's payment code.",
    blanks_inside: 'There are blanks between the digits; nothing was charged. Type them in one go, or scan again.',
    letters: "Not a payment code: it has letters. Nothing was charged; scan the customer's payment code.",
    full_width_digits:
      'The digits came in full width; nothing was charged. Switch off the input method and scan again.',
    too_short: 'The code is too short, perhaps half read. Nothing was charged; scan it again.',
    too_long: "Too long for a payment code; nothing was charged. Scan the customer's payment code.",
    wrong_prefix: 'Not an Alipay payment code; nothing was charged. Ask for the code of Alipay or an Alipay+ wallet.',
    wechat_code: 'This is a WeChat Pay code; nothing was charged. Ask for the code of Alipay or an Alipay+ wallet.',
    other_barcode: 'Payment codes never look like this barcode; nothing was charged. Scan the code in the wallet.',
    order_number: "This is the number of a bill; nothing was charged. Look it up, or scan the customer's payment code.",
    scanner_message: "This is a set-up message of the scanner; nothing was charged. Scan the customer's payment code.",
    product_code: "This is a product's barcode; nothing was charged. Scan the customer's payment code.",
    own_receipt: "This is the code of our own receipt; nothing was charged. Look it up, or scan the customer's code.",
    two_codes_at_once: 'Two codes came in one scan; nothing was charged. Hold up one phone only and scan again.',
    noise: 'The scan was garbled; nothing was charged. Scan again; if it goes on, check the scanner and its settings.',
    code_already_used: 'This code was used before; this scan charged nothing. Ask for a fresh code and scan again.',
  },
  amount: {
    not_an_amount: 'This is not an amount. Enter digits only, for example 12.80.',
    zero: 'The amount is zero. Enter what the customer has to pay.',
    negative: 'The amount is below zero. To give money back, use a refund.',
    too_many_decimals: 'Too many digits after the point. Enter the amount as this currency has it.',
    above_limit:
      "The amount is above this terminal's limit. Check for a typing error; the configuration sets the limit.",
    not_a_whole_step: 'This currency does not take such a small fraction. Round the amount and enter it again.',
    unknown_currency: 'This terminal does not take this currency. Check the currency in the configuration.',
  },
  sale: {
    no_sale_open: 'No sale is open; nothing was charged. Enter the amount first, then scan.',
    code_at_truth_desk:
      'A payment code, not charged and not kept. Scan a receipt to ask; close the truth desk to charge.',
    no_number:
      'Not a number that can be asked for; no money moved. Scan our receipt or type the merchant order number.',
    receipt_opened:
      'This is our own receipt: its payment is shown, nothing was charged. For a sale enter the amount first.',
    test_print: "The code of a test print, read well; nothing was charged. For a sale scan the customer's code.",
    sale_running: 'A payment is still being checked – do not charge again. Wait for its result; this charged nothing.',
    counter_in_use:
      'An order is being entered or paid at this till; no other sale was started, nothing charged. Finish it first.',
    order_live: 'A payment of this order has no result yet – do not charge again. Wait, or look it up.',
    order_paid: 'This order is paid; nothing more was charged. Start a new order for a new sale.',
    lines_do_not_add_up:
      'The articles do not add up to the amount; no sale was started. Check both, then press Pay again.',
    bad_order_id: 'The order id must be 1 to 64 letters, digits or signs without blanks. No sale was started.',
    same_amount_unsettled:
      'A payment of the same amount is unsettled. A different customer? If not, do not charge again.',
    gateway_clock_skew:
      "The clock is more than 60 seconds off Alipay's. No sale was started; set the clock, try again.",
    gateway_refuses_our_key:
      'Alipay refuses our key or client id: sales are stopped. Call whoever set up this terminal.',
    storage_failed: 'The journal cannot be written: no sales, reversals go on. Restart, look up open payments first.',
    archive_unavailable:
      'An archive of old payments is missing: unknown whether this was paid. No money moved; restore it.',
    disk_nearly_full:
      'The disk is nearly full: no new sale, nothing charged; open payments go on. Free space; sales resume.',
    journal_lost:
      'The journal is lost: no sales, nothing charged; known reversals go on. Call a supervisor to restore it.',
    closing: 'The terminal is closing; no sale was started. Start it again for the next sale.',
    not_live_ready: 'Merchant fields are missing; no sale was started. Call whoever set up this terminal.',
  },
  entry: {
    press_pay_first: 'Pay was not pressed yet; nothing was charged. Press Pay, then scan the payment code.',
    amount_just_changed: 'The amount was still being entered; nothing was charged. Check it and scan again.',
    amount_not_on_screen:
      'No screen shows this amount now; nothing was charged. Close what stands before it, then scan again.',
    amount_needs_confirmation: 'Above the limit for a mere scan; nothing was charged. Press Pay, confirm, then scan.',
    amount_unusual: 'Far above what is usual here; nothing was charged. Press Pay, confirm, then scan.',
    entry_changed: 'The amount was changed elsewhere a moment ago; look at it. Nothing was charged.',
    order_while_open: 'Reference and note are fixed once the sale is open. Go back to the amount first.',
    screen_was_stuck: 'The screen was stuck, and what was pressed meanwhile did nothing. Look, and press again.',
    article_added: 'One article was added.',
    not_in_catalogue:
      'No article has this barcode; nothing was added or charged. Look among the articles, or enter the amount.',
    order_full: 'The order has no room for more; nothing was added. Take its payment first, then go on.',
    no_such_line: 'This line is no longer on the order; nothing was changed. Look at the order.',
    amount_is_of_lines: 'The amount is the sum of the articles. To add an amount, add "Other article" among them.',
  },
  refund: {
    not_paid: 'This payment is not paid; nothing was refunded. Look it up first.',
    reversal_open: 'This payment is being reversed; nothing was refunded beside it. Wait for the reversal.',
    nothing_left: 'All of it is refunded or being refunded; nothing more was sent. Check the refunds it has.',
    refund_too_large: 'This is more than can still be refunded; nothing was refunded. Enter a smaller amount.',
    refund_open_same_amount: 'A refund of the same amount has no result yet; nothing was refunded again. Wait for it.',
    refund_changed:
      'This payment was refunded elsewhere a moment ago; this refund was not made. See first what was given back.',
    amount_zero: 'A refund must be above zero; nothing was refunded. Enter the amount again.',
  },
  verb: {
    not_found: 'The journal has no such id. Check it; a payment of another terminal must be looked up there.',
    not_open: 'Nothing is open for this payment, so nothing was changed. Look it up first.',
    already_closed: 'This payment has its final result already; nothing was changed.',
    no_receipt: 'This payment has no receipt to print. Look it up first.',
    name_and_reason_needed: 'Give a name and a reason; the journal keeps them. Nothing was changed.',
    evidence_needed: 'Give a name (up to 64 characters), a reason and evidence (up to 256 each). Nothing was changed.',
    no_open_reversal: 'No reversal of this payment is open; nothing was changed. Look it up first.',
    reversal_still_tried:
      'This reversal is still in its first 60 s; nothing was changed. Wait for it and do not charge again.',
    no_training_customer: 'There is no simulated customer here: only training with the built-in gateway has one.',
    nothing_to_confirm: 'No payment waits in the simulated wallet. Hold its code to the scanner first.',
    wallet_failed: 'The simulated wallet cannot write its ledger; nothing changed. Check the disk and try again.',
    nothing_printed: 'The simulated printer has printed nothing yet.',
    no_simulated_printer: 'The printer that is set up is not simulated: go and do it there. Nothing was changed.',
    no_printer: 'No printer is set up: nothing was printed and no drawer opened. Choose one among the devices first.',
    no_such_paper: 'There is no such receipt, or it is too old. Print a copy from its payment.',
    paper_not_open: 'Nothing is open about this paper; nothing was changed. Look at the list of papers first.',
    print_line_full: 'Too many receipts are waiting; no other was queued. Check the printer first.',
    drawer_not_allowed: 'This till does not open the cash drawer by hand; the wish is recorded. Ask the manager.',
    drawer_too_soon: 'The cash drawer was opened a moment ago; no signal was sent. Wait a second and try again.',
    drawer_failed: 'The cash drawer was not opened. Check the printer, or use the key.',
    drawer_unclear: 'Nobody knows whether the cash drawer opened. Look at it, or use the key.',
  },
};
