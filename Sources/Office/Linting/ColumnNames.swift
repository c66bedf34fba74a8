import CertAuthority

/// What people call the columns of a cohort; only ever suggested, never taken for granted.
enum ColumnNames {
    /// The column that somebody probably meant, among those that are still missing.
    static func meant(by name: String, among missing: [String]) -> String? {
        let name = folded(name)
        if let near = NearestName.find(name, among: missing) { return near }
        return usual.first { $0.value.contains(name) && missing.contains($0.key.name) }?.key.name
    }

    /// Small letters, underscores for blanks and hyphens, nothing that draws nothing.
    static func folded(_ name: String) -> String {
        let visible = name.unicodeScalars.filter {
            $0.properties.generalCategory != .format && $0.properties.generalCategory != .control
        }
        return String(String.UnicodeScalarView(visible)).lowercased()
            .split { $0.isWhitespace || $0 == "-" || $0 == "_" || $0 == "." }.joined(separator: "_")
    }

    /// Headers of registration forms, learning platforms and survey tools, folded.
    private static let usual: KeyValuePairs<CohortColumn, [String]> = [
        .learnerReference: [
            "id", "learner_id", "student_id", "participant_id", "user_id", "reference",
            "registration_number", "id_number", "matricule", "numéro", "código", "matrícula",
            "номер", "学号", "编号", "学员编号", "رقم_المتعلم", "الرقم",
        ],
        .name: [
            "full_name", "learner", "learner_name", "student", "student_name", "participant",
            "participant_name", "name_on_certificate", "nom", "nom_complet", "nom_et_prénom",
            "nombre", "nombre_completo", "nombre_y_apellidos", "nome", "nome_completo", "имя",
            "фио", "ф_и_о", "姓名", "名字", "学员姓名", "الاسم", "الاسم_الكامل", "jina",
            "jina_kamili",
        ],
        .email: [
            "e_mail", "email_address", "e_mail_address", "mail", "courriel", "adresse_e_mail",
            "correo", "correo_electrónico", "endereço_de_e_mail", "электронная_почта", "почта",
            "邮箱", "电子邮箱", "电子邮件", "البريد_الإلكتروني", "barua_pepe",
        ],
        .locale: [
            "language", "lang", "langue", "idioma", "язык", "语言", "اللغة", "lugha",
        ],
        .country: [
            "country_code", "nationality", "pays", "país", "страна", "国家", "国家代码", "البلد",
            "الدولة", "nchi",
        ],
        .completedOn: [
            "completed", "completion_date", "date_completed", "completed_at", "date", "end_date",
            "date_de_fin", "date_d'achèvement", "fecha", "fecha_de_finalización",
            "data_de_conclusão", "дата", "дата_окончания", "完成日期", "结业日期", "日期",
            "تاريخ_الإتمام", "التاريخ", "tarehe",
        ],
        .delivery: [
            "mode", "modality", "delivery_mode", "format", "modalité", "modalidad", "modalidade",
            "формат", "授课方式", "形式", "طريقة_التقديم",
        ],
        .groups: [
            "group", "learner_group", "learner_groups", "groupe", "groupes", "grupo", "grupos",
            "группа", "группы", "群体", "المجموعات",
        ],
        .ageBand: ["age", "age_group", "age_range", "tranche_d'âge", "edad", "年龄段", "возраст"],
    ]
}
