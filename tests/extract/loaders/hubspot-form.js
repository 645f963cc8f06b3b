// HubSpot's form: a call on a library from elsewhere, with nothing to load here.
// expects: nothing
hbspt.forms.create({ region: "eu1", portalId: "0", formId: "0", onFormReady: function ($form) { $form.find("input").val(""); } });
